package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.eclipse.jgit.util.FileUtils;

/// Does to a folder what an agent might do, from a handful of names so that changes meet.
final class RandomChange {
    private static final String[] NAMES = {"a", "b", "src", "x.log", "build", "ünï", "c d"};

    private RandomChange() {}

    static void apply(Path root, Random random) throws IOException {
        Path path = root;
        for (int depth = random.nextInt(3); depth >= 0; depth--)
            path = path.resolve(NAMES[random.nextInt(NAMES.length)]);
        for (Path above = path.getParent(); !above.equals(root); above = above.getParent())
            if (Files.exists(above, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS))
                Files.delete(above);
        switch (random.nextInt(8)) {
            case 0, 1 -> clear(path);
            case 2 -> {
                clear(path);
                Files.createDirectories(path.getParent());
                Files.createSymbolicLink(path, Path.of("../" + NAMES[random.nextInt(NAMES.length)]));
            }
            case 3 -> {
                clear(path);
                Files.createDirectories(path);
            }
            case 4 ->
                Files.writeString(
                        root.resolve(".gitignore"),
                        NAMES[random.nextInt(NAMES.length)] + "\n!" + NAMES[random.nextInt(NAMES.length)]
                                + "\n*.log\n");
            case 5, 6, 7 -> {
                clear(path);
                Files.createDirectories(path.getParent());
                Files.writeString(path, "content " + random.nextInt(5));
                if (random.nextBoolean())
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            default -> throw new AssertionError();
        }
    }

    private static void clear(Path path) throws IOException {
        FileUtils.delete(path.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }
}

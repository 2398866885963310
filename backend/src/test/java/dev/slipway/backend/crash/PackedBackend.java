package dev.slipway.backend.crash;

import dev.slipway.backend.Backend;
import dev.slipway.protocol.SessionEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The classes under test as one archive, beside their native helper. Only from an archive can a JVM start from
/// what it learned before, and only so does a hundredfold restart fit into a test. Made once for the same classes,
/// whoever asks and in whatever process.
///
/// @param flags of a server's JVM
/// @param clientFlags of a client's
public record PackedBackend(String classPath, List<String> flags, List<String> clientFlags) {
    private static final String NAME = "packed";

    /// Blocks for some seconds where it isn't there yet.
    public static synchronized PackedBackend make() throws IOException {
        Path target = codeOf(Backend.class).getParent();
        try (FileChannel lock = FileChannel.open(
                        target.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            Path archive = target.resolve(NAME + "-" + Integer.toHexString(stamp().hashCode()) + ".jar");
            Path learned = archive.resolveSibling(archive.getFileName() + ".aot");
            Path learnedByClient = archive.resolveSibling(archive.getFileName() + ".client.aot");
            PackedBackend packed = new PackedBackend(classPath(archive), List.of(), List.of());
            if (!Files.exists(learned)) {
                removeOlder(target);
                pack(archive);
                packed.learn(learned, learnedByClient);
            }
            return new PackedBackend(
                    packed.classPath, List.of("-XX:AOTCache=" + learned), List.of("-XX:AOTCache=" + learnedByClient));
        }
    }

    /// A terminal client, before its arguments.
    public List<String> client() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:aot*=off",
                "-Xlog:cds*=off"));
        command.addAll(clientFlags);
        command.addAll(List.of("-cp", classPath, "dev.slipway.cli.SlipwayCli"));
        return command;
    }

    /// Keeps what it took to start and to run a turn, at a clean end, and to list it.
    private void learn(Path kept, Path keptByClient) throws IOException {
        Path root = Files.createTempDirectory("learning");
        Path half = kept.resolveSibling(kept.getFileName() + ".half");
        PackedBackend learning = new PackedBackend(
                classPath, List.of("-XX:AOTCacheOutput=" + half), List.of("-XX:AOTCacheOutput=" + keptByClient));
        try (Killing undisturbed = new Killing(learning, root)) {
            undisturbed.once();
            learning.list(root);
        }
        Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE);
        dev.slipway.backend.files.Trees.delete(root);
    }

    private void list(Path root) throws IOException {
        List<String> command = client();
        command.add("list");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SLIPWAY_HOME", root.resolve("state").toString());
        Process listing = builder.start();
        listing.getInputStream().readAllBytes();
        listing.onExit().join();
    }

    private static String classPath(Path archive) {
        List<String> libraries = Arrays.stream(
                        System.getProperty("java.class.path").split(":"))
                .filter(part -> part.endsWith(".jar"))
                .toList();
        return archive + ":" + String.join(":", libraries);
    }

    /// The protocol comes as a folder, or from a whole build as an archive, which is fine as it is.
    private static List<Path> folders() {
        return Stream.of(codeOf(SessionEvent.class), codeOf(Backend.class))
                .filter(Files::isDirectory)
                .toList();
    }

    private static String stamp() throws IOException {
        TreeSet<String> all = new TreeSet<>(List.of(System.getProperty("java.class.path"), "" + Runtime.version()));
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList())
                    all.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
        }
        return String.join("\n", all);
    }

    private static void removeOlder(Path target) throws IOException {
        try (Stream<Path> all = Files.list(target)) {
            for (Path each : all.filter(path -> path.getFileName().toString().startsWith(NAME + "-"))
                    .toList()) Files.delete(each);
        }
    }

    private static void pack(Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path folder : folders()) pack(folder, jar);
        }
    }

    private static void pack(Path folder, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path codeOf(Class<?> any) {
        try {
            return Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

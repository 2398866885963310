package dev.slipway.backend.sandbox;

import dev.slipway.backend.sandbox.Sandbox.FileStatus.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A sandbox for tests that isolates nothing: its workspace is a folder on this machine and its commands are
/// ordinary processes. Made by [FakeEngine], or alone over a folder.
public final class FakeSandbox implements Sandbox {
    private final SandboxSpec spec;
    private final Path workspace;
    private final Path home;
    private final Runnable ended;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Set<FakeRunning> commands = ConcurrentHashMap.newKeySet();

    FakeSandbox(SandboxSpec spec, Path workspace, Path home, Runnable ended) {
        this.spec = spec;
        this.workspace = workspace;
        this.home = home;
        this.ended = ended;
    }

    /// One over a folder that exists; its home is made beside it.
    public static FakeSandbox over(Path workspace) throws IOException {
        Path home = Files.createTempDirectory(workspace.toAbsolutePath().getParent(), "home");
        SandboxSpec spec = new SandboxSpec("fake", List.of(), workspace, Limits.DEFAULT, Map.of());
        return new FakeSandbox(spec, workspace, home, () -> {});
    }

    /// The folder on this machine that is `/workspace`.
    public Path workspace() {
        return workspace;
    }

    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public Running start(Command command, @Nullable InputStream stdin, OutputSink output) {
        requireAlive();
        Path folder = command.folder().equals(".") ? workspace : resolve(command.folder());
        ProcessBuilder builder = new ProcessBuilder(command.arguments())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(Map.of(
                "PATH", "/usr/local/bin:/usr/bin:/bin", "HOME", home.toString(), "LANG", "C.UTF-8", "TERM", "dumb"));
        environment.putAll(spec.environment());
        environment.putAll(command.environment());
        environment.put("PWD", folder.toString());
        try {
            FakeRunning running = new FakeRunning(builder.start(), command.timeout(), stdin, output);
            commands.add(running);
            return running;
        } catch (IOException e) {
            throw SandboxException.failed(e.getMessage());
        }
    }

    @Override
    public FileBytes read(String path, long offset, int atMost) {
        Path file = resolve(path);
        if (!Files.isRegularFile(file)) throw SandboxException.failed(path + ": not a file");
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(Math.min(offset, Files.size(file)));
            return new FileBytes(in.readNBytes(Math.min(atMost, 16 << 20)), Files.size(file));
        } catch (IOException e) {
            throw SandboxException.failed(path + ": " + e);
        }
    }

    @Override
    public void write(String path, byte[] content) {
        Path file = resolve(path);
        try {
            if (Files.isSymbolicLink(file)) file = file.toRealPath();
            Files.createDirectories(file.getParent());
            String mode = Files.exists(file)
                    ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                    : "rw-r--r--";
            Path making = Files.createTempFile(file.getParent(), ".making", "");
            Files.write(making, content);
            Files.setPosixFilePermissions(making, PosixFilePermissions.fromString(mode));
            Files.move(making, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw SandboxException.failed(path + ": " + e);
        }
    }

    @Override
    public Optional<FileStatus> status(String path) {
        Path file = resolve(path);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
        try {
            Map<String, Object> found = Files.readAttributes(file, "unix:mode,size", LinkOption.NOFOLLOW_LINKS);
            Type type = type(file);
            String target = type == Type.link ? Files.readSymbolicLink(file).toString() : null;
            int mode = (Integer) found.get("mode") & 07777;
            return Optional.of(new FileStatus(type, mode, (Long) found.get("size"), target));
        } catch (IOException e) {
            throw SandboxException.failed(path + ": " + e);
        }
    }

    @Override
    public Listing list(String folder, @Nullable String glob, int atMost) {
        Pattern wanted = glob == null ? Pattern.compile("[^/]+") : regex(glob);
        List<Listing.Entry> found = new ArrayList<>();
        walk(resolve(folder), path -> true, (path, attributes) -> {
            if (wanted.matcher(path).matches())
                found.add(new Listing.Entry(path, type(resolve(folder).resolve(path)), attributes.size()));
        });
        found.sort(Comparator.comparing(Listing.Entry::path));
        return new Listing(List.copyOf(found.subList(0, Math.min(atMost, found.size()))), found.size() > atMost);
    }

    @Override
    public Hits search(String folder, String pattern, @Nullable String glob, int atMost) {
        Pattern wanted = Pattern.compile(pattern);
        Predicate<String> file = glob == null ? path -> true : regex(glob).asMatchPredicate();
        List<Hits.Hit> hits = new ArrayList<>();
        Path root = resolve(folder);
        walk(root, file, (path, attributes) -> {
            if (!attributes.isRegularFile() || attributes.size() > 4 << 20) return;
            String text = new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8);
            if (text.indexOf('\0') >= 0) return;
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length; i++)
                if (wanted.matcher(lines[i]).find())
                    hits.add(new Hits.Hit(path, i + 1, lines[i].substring(0, Math.min(500, lines[i].length()))));
        });
        hits.sort(Comparator.comparing(Hits.Hit::path).thenComparing(Hits.Hit::line));
        return new Hits(List.copyOf(hits.subList(0, Math.min(atMost, hits.size()))), hits.size() > atMost);
    }

    @Override
    public List<Task> tasks() {
        return commands.stream()
                .filter(FakeRunning::alive)
                .map(c -> new Task(1, c.command()))
                .toList();
    }

    @Override
    public void pause() {
        commands.forEach(c -> c.signal("STOP"));
    }

    @Override
    public void resume() {
        commands.forEach(c -> c.signal("CONT"));
    }

    @Override
    public boolean alive() {
        return end.getCount() > 0;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        end.await();
    }

    @Override
    public void close() {
        if (!alive()) return;
        commands.forEach(FakeRunning::kill);
        ended.run();
        end.countDown();
    }

    private Path resolve(String path) {
        requireAlive();
        if (Path.of(path).normalize().startsWith(HOME))
            return home.resolve(Path.of(HOME).relativize(Path.of(path).normalize()));
        Path inside = path.startsWith("/") && !Path.of(path).startsWith(workspace)
                ? Path.of("/workspace").relativize(Path.of(path).normalize())
                : Path.of(path);
        Path found = workspace.resolve(inside).normalize();
        if (!found.startsWith(workspace)) throw SandboxException.failed(path + ": permission denied");
        return found;
    }

    private void requireAlive() {
        if (!alive()) throw SandboxException.lost("the sandbox has ended");
    }

    private interface Visit {
        void visit(String path, BasicFileAttributes attributes) throws IOException;
    }

    private static void walk(Path root, Predicate<String> wanted, Visit visit) {
        if (!Files.isDirectory(root)) throw SandboxException.failed(root.getFileName() + ": not a folder");
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes found) throws IOException {
                    if (folder.equals(root)) return FileVisitResult.CONTINUE;
                    if (folder.endsWith(".git")) return FileVisitResult.SKIP_SUBTREE;
                    return visitFile(folder, found);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes found) throws IOException {
                    String path = root.relativize(file).toString();
                    if (wanted.test(path)) visit.visit(path, found);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw SandboxException.failed(e.toString());
        }
    }

    private static Type type(Path file) {
        if (Files.isSymbolicLink(file)) return Type.link;
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) return Type.folder;
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Type.file : Type.other;
    }

    private static Pattern regex(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            if (glob.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else
                switch (glob.charAt(i)) {
                    case '*' -> regex.append("[^/]*");
                    case '?' -> regex.append("[^/]");
                    case '[', ']', '-' -> regex.append(glob.charAt(i));
                    case '!' -> regex.append(regex.toString().endsWith("[") ? "^" : "!");
                    default -> regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
                }
        }
        return Pattern.compile(regex.toString());
    }
}

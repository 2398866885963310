package dev.slipway.backend.sandbox;

import dev.slipway.backend.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// An engine for tests that isolates nothing: a workspace is a plain folder on this machine, in `upper` of the
/// state folder, and holds the *whole* tree: the lower layers are copied into it. A layer that was one of its
/// uppers therefore hides those below it, which a marker file says; another names those below.
public final class FakeEngine implements SandboxEngine {
    private static final String WHOLE = ".whole-layer";
    private static final String LOWER = ".lower-layers";

    private final ConcurrentHashMap<Path, FakeSandbox> running = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();

    /// How many sandboxes were started so far.
    public int started() {
        return started.get();
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                "fake",
                List.of(new Capabilities.Capability("isolation", Capabilities.Level.degraded, "none: a test engine")));
    }

    @Override
    public Sandbox start(SandboxSpec spec) {
        Path state = spec.stateFolder();
        Path upper = state.resolve("upper");
        FakeSandbox sandbox =
                new FakeSandbox(spec, upper.resolve("workspace"), upper.resolve("home"), () -> ended(state, upper));
        if (running.putIfAbsent(state, sandbox) != null)
            throw SandboxException.lost("another sandbox still holds " + state);
        try {
            if (!Files.exists(upper)) {
                Path making = state.resolve("making");
                Files.createDirectories(making.resolve("workspace"));
                Files.createDirectories(making.resolve("home"));
                for (Path layer : spec.lowerLayers()) lay(layer, making);
                Files.write(
                        making.resolve(LOWER),
                        spec.lowerLayers().stream().map(Path::toString).toList());
                Files.move(making, upper);
            }
            Files.deleteIfExists(upper.resolve(WHOLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        started.incrementAndGet();
        return sandbox;
    }

    @Override
    public List<Candidate> candidates(List<Path> layers, int atMost) {
        // A sandbox that is only just being started has changed nothing.
        List<Path> there = layers.stream().filter(Files::exists).toList();
        if (there.isEmpty()) return List.of();
        try {
            Path below = Files.createTempDirectory(there.getFirst().getParent(), "below");
            Files.createDirectories(below.resolve("workspace"));
            for (String layer : Files.readAllLines(there.getFirst().resolve(LOWER))) lay(Path.of(layer), below);
            List<Candidate> found = new ArrayList<>();
            Path upper = there.getLast().resolve("workspace");
            differences(upper, below.resolve("workspace"), Candidate.Kind.present, found);
            differences(below.resolve("workspace"), upper, Candidate.Kind.deleted, found);
            empty(below);
            Files.delete(below);
            if (found.size() <= atMost) return found;
            List<Candidate> cut = new ArrayList<>(found.subList(0, atMost));
            cut.add(new Candidate("", Candidate.Kind.whole_folder));
            return cut;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void merge(List<Path> layers, Path into) {
        try {
            Files.createDirectory(into);
            for (Path layer : layers) lay(layer, into);
            Files.write(into.resolve(WHOLE), new byte[0]);
            Files.copy(layers.getFirst().resolve(LOWER), into.resolve(LOWER), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flatten(List<Path> layers, Path into) {
        merge(layers, into);
    }

    @Override
    public void makeSystem(String suite, List<String> packages, Path layer, OutputSink log) {
        throw SandboxException.failed("A test engine has no systems.");
    }

    @Override
    public void delete(Path tree) {
        try {
            Trees.delete(tree);
        } catch (IOException e) {
            throw SandboxException.failed(tree + " can't be deleted: " + e.getMessage());
        }
    }

    @Override
    public Extent extent(Path layer) {
        if (!Files.exists(layer)) return new Extent(0, 0, 0);
        try (Stream<Path> all = Files.walk(layer)) {
            List<Path> entries = all.filter(path -> !path.equals(layer)).toList();
            long bytes = 0;
            long newest = 0;
            for (Path entry : entries) {
                bytes += (Long) Files.getAttribute(entry, "size", LinkOption.NOFOLLOW_LINKS);
                FileTime changed = (FileTime) Files.getAttribute(entry, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
                newest = Math.max(newest, changed.to(TimeUnit.NANOSECONDS));
            }
            return new Extent(bytes, entries.size(), newest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List.copyOf(running.values()).forEach(FakeSandbox::close);
    }

    private void ended(Path state, Path upper) {
        try {
            if (Files.exists(upper) && !Files.exists(upper.resolve(WHOLE))) Files.createFile(upper.resolve(WHOLE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        running.remove(state);
    }

    private static void lay(Path layer, Path onto) throws IOException {
        if (Files.exists(layer.resolve(WHOLE))) empty(onto);
        copy(layer, onto);
        Files.deleteIfExists(onto.resolve(WHOLE));
        Files.deleteIfExists(onto.resolve(LOWER));
    }

    private static void differences(Path in, Path other, Candidate.Kind kind, List<Candidate> found)
            throws IOException {
        Files.walkFileTree(in, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                Path there = other.resolve(in.relativize(folder));
                if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) return FileVisitResult.CONTINUE;
                if (kind == Candidate.Kind.present) add(folder, Candidate.Kind.whole_folder);
                else if (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) add(folder, kind);
                return FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path there = other.resolve(in.relativize(file));
                boolean differs = kind == Candidate.Kind.present
                        ? !same(file, there)
                        : !Files.exists(there, LinkOption.NOFOLLOW_LINKS);
                if (differs && !file.equals(in.resolve(WHOLE))) add(file, kind);
                return FileVisitResult.CONTINUE;
            }

            private void add(Path path, Candidate.Kind how) {
                found.add(new Candidate(in.relativize(path).toString(), how));
            }
        });
    }

    private static boolean same(Path a, Path b) throws IOException {
        if (!Files.exists(b, LinkOption.NOFOLLOW_LINKS)) return false;
        String wanted = "unix:mode,size,lastModifiedTime";
        return Files.readAttributes(a, wanted, LinkOption.NOFOLLOW_LINKS)
                .equals(Files.readAttributes(b, wanted, LinkOption.NOFOLLOW_LINKS));
    }

    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path there = to.resolve(from.relativize(folder));
                if (!Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
                    Files.deleteIfExists(there);
                    Files.createDirectory(there);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path there = to.resolve(from.relativize(file));
                if (Files.isDirectory(there, LinkOption.NOFOLLOW_LINKS)) {
                    empty(there);
                    Files.delete(there);
                }
                Files.copy(
                        file,
                        there,
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void empty(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inside, IOException e) throws IOException {
                if (!inside.equals(folder)) Files.delete(inside);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package dev.slipway.bench;

import dev.slipway.backend.files.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What one run of a benchmark stands on: a folder on a real disk, the launcher's own command for the server, and how
/// often to repeat. Closed with everything that it lent.
final class Stage implements AutoCloseable {
    private final String bench;
    private final Path root;
    private final Path folder;
    private final boolean quick;

    private Stage(String bench, Path root, Path folder, boolean quick) {
        this.bench = bench;
        this.root = root;
        this.folder = folder;
        this.quick = quick;
    }

    /// @throws IOException where the launcher didn't start this
    static Stage open(String bench, boolean quick) throws IOException {
        String root = System.getenv("SLIPWAY_ROOT");
        if (root == null) throw new IOException("start it as `slipway bench`, which knows where the backend is");
        Path work = Files.createDirectories(Path.of(root, "backend", "target", "bench"));
        return new Stage(bench, Path.of(root), Files.createTempDirectory(work, bench + "-"), quick);
    }

    String bench() {
        return bench;
    }

    boolean isQuick() {
        return quick;
    }

    int times(int whole, int quickly) {
        return quick ? quickly : whole;
    }

    /// A fresh folder on the disk that state would be on.
    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// What is built.
    Path target() {
        return root.resolve("backend").resolve("target");
    }

    /// The launcher's command for a server, up to its class path; main class and arguments are missing.
    List<String> serverCommand() throws IOException {
        String command = System.getenv("SLIPWAY_SERVER");
        if (command == null) throw new IOException("start it as `slipway bench`, which knows how a server is started");
        return List.of(command.split("\n"));
    }

    /// Progress, for people.
    void say(String what) {
        System.err.println("  " + bench + ": " + what);
    }

    @Override
    public void close() throws IOException {
        Trees.delete(folder);
    }
}

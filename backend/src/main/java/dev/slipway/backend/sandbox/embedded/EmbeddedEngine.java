package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Capabilities;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;

/// Makes sandboxes on this machine with bubblewrap and the native helper. Thread-safe.
public final class EmbeddedEngine implements SandboxEngine {
    private final Path helper;
    private final Spawner spawner = new Spawner();
    private final LayersOutside outside;
    private final Cgroups cgroups;
    private final DiskWatch diskWatch;
    private final Map<EmbeddedSandbox, Boolean> running = new ConcurrentHashMap<>();
    private final Protection protection;
    private final CompletableFuture<Capabilities> capabilities = new CompletableFuture<>();
    private volatile boolean closed;

    /// What is done where this machine lacks a wall around sandboxes.
    public enum Protection {
        /// None is started.
        required,
        /// Sandboxes start with the walls that there are: the operator said so.
        waived
    }

    private EmbeddedEngine(Path helper, Cgroups cgroups, Protection protection) {
        this.helper = helper;
        this.protection = protection;
        this.cgroups = cgroups;
        this.outside = new LayersOutside(helper, spawner);
        this.diskWatch = new DiskWatch(state -> extent(SandboxSpec.upper(state)).bytes());
    }

    /// Returns at once; what this machine can enforce is tried on a thread beside, and the first sandbox waits
    /// for it.
    ///
    /// @param helper the native helper's program
    /// @param scratch a folder for the trial; made and removed
    public static EmbeddedEngine open(Path helper, Path scratch, Protection protection) {
        String group = ProcessHandle.current().pid() + "-" + Integer.toHexString(scratch.hashCode());
        EmbeddedEngine engine = new EmbeddedEngine(helper, Cgroups.probe(group), protection);
        Thread.ofPlatform().daemon().name("sandbox-probe").start(() -> engine.probe(scratch));
        return engine;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities.join();
    }

    @Override
    public Sandbox start(SandboxSpec spec) throws InterruptedException {
        Capabilities found;
        try {
            found = capabilities.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        if (protection == Protection.required && !found.isolationHolds())
            throw SandboxException.lost("This machine can't isolate sandboxes, so none is started. "
                    + String.join("; ", found.degraded()) + ". `slipway doctor` tells more.");
        return launch(spec);
    }

    @Override
    public List<Candidate> candidates(List<Path> layers, int atMost) {
        return outside.candidates(layers, atMost);
    }

    @Override
    public void merge(List<Path> layers, Path into) {
        outside.make("merge", layers, into);
    }

    @Override
    public void flatten(List<Path> layers, Path into) {
        outside.make("flatten", layers, into);
    }

    @Override
    public void makeSystem(String suite, List<String> packages, Path layer, OutputSink log)
            throws InterruptedException {
        new SystemMaker(helper, spawner).make(suite, packages, layer, log);
    }

    @Override
    public void delete(Path tree) {
        outside.delete(tree);
    }

    @Override
    public Extent extent(Path layer) {
        return outside.extent(layer);
    }

    @Override
    public Weighed weigh(Path layer) {
        return outside.weigh(layer);
    }

    @Override
    public void close() {
        closed = true;
        diskWatch.close();
        List<Thread> ending = running.keySet().stream()
                .map(s -> Thread.ofVirtual().start(s::close))
                .toList();
        for (Thread thread : ending) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        cgroups.close();
        spawner.close();
    }

    /// Starts one without asking whether isolation holds.
    EmbeddedSandbox launch(SandboxSpec spec) throws InterruptedException {
        if (closed) throw SandboxException.lost("The backend is going down.");
        try {
            Files.createDirectories(spec.stateFolder());
            Cgroups.Group group = cgroups.make(spec.id(), spec.limits());
            ProcessBuilder builder = new ProcessBuilder(StartCommand.of(helper, spec, group, cgroups));
            Path complaints = spec.stateFolder().resolve("complaints");
            Process keeper = keeper(builder.redirectError(complaints.toFile()), group);
            EmbeddedSandbox[] own = new EmbeddedSandbox[1];
            own[0] = new EmbeddedSandbox(spec.id(), keeper, group, () -> running.remove(own[0]));
            running.put(own[0], true);
            if (!keeper.isAlive()) running.remove(own[0]);
            awaitReady(own[0], complaints);
            diskWatch.add(own[0], spec.stateFolder(), spec.limits().diskBytes());
            return own[0];
        } catch (IOException e) {
            throw SandboxException.lost("The sandbox could not be started: " + e.getMessage());
        }
    }

    private Process keeper(ProcessBuilder builder, Cgroups.Group group) throws IOException, InterruptedException {
        try {
            return spawner.start(builder);
        } catch (IOException | InterruptedException e) {
            group.remove();
            throw e;
        }
    }

    private static void awaitReady(EmbeddedSandbox sandbox, Path complaints) throws InterruptedException, IOException {
        try {
            sandbox.awaitReady();
            if (sandbox.alive()) return;
            sandbox.close();
            String words =
                    Files.readString(complaints, StandardCharsets.ISO_8859_1).strip();
            throw SandboxException.lost(
                    "The sandbox could not be started: " + words.substring(0, Math.min(500, words.length())));
        } catch (InterruptedException e) {
            sandbox.close();
            throw e;
        } finally {
            Files.deleteIfExists(complaints);
        }
    }

    private void probe(Path scratch) {
        try {
            capabilities.complete(new Probe(this, cgroups, helper).run(scratch));
        } catch (RuntimeException | Error e) {
            capabilities.completeExceptionally(e);
        }
    }

    static Limits smallest() {
        return new Limits(256L << 20, 1, 64, 256, 64L << 20);
    }
}

package dev.slipway.backend.image;

import dev.slipway.backend.environment.ServiceSpec;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A sandbox with services, which are started beside its first uses: commands wait until they are ready or can't be,
/// files don't. Thread-safe.
public final class ServedSandbox implements Sandbox {
    private final Sandbox inner;
    private final CompletableFuture<List<String>> problems = new CompletableFuture<>();
    private final AtomicReference<@Nullable List<String>> untold = new AtomicReference<>();
    private final Thread starter;

    private ServedSandbox(Sandbox inner, List<ServiceSpec> services) {
        this.inner = inner;
        this.starter = Thread.ofVirtual().name("services-" + inner.id()).start(() -> begin(services));
    }

    /// The same with these services; itself where there are none.
    public static Sandbox with(Sandbox sandbox, List<ServiceSpec> services) {
        return services.isEmpty() ? sandbox : new ServedSandbox(sandbox, services);
    }

    /// The sandbox for what has nothing to do with its services.
    public static Sandbox bare(Sandbox sandbox) {
        return sandbox instanceof ServedSandbox served ? served.inner : sandbox;
    }

    /// What is wrong with a sandbox's services, once; empty before a command had to wait for them.
    public static List<String> problems(Sandbox sandbox) {
        if (!(sandbox instanceof ServedSandbox served)) return List.of();
        List<String> found = served.untold.getAndSet(null);
        return found == null ? List.of() : found;
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public Running start(Command command, @Nullable InputStream stdin, OutputSink output) throws InterruptedException {
        awaitServices();
        return inner.start(command, stdin, output);
    }

    @Override
    public FileBytes read(String path, long offset, int atMost) throws InterruptedException {
        return inner.read(path, offset, atMost);
    }

    @Override
    public void write(String path, byte[] content) throws InterruptedException {
        inner.write(path, content);
    }

    @Override
    public Optional<FileStatus> status(String path) throws InterruptedException {
        return inner.status(path);
    }

    @Override
    public Listing list(String folder, @Nullable String glob, int atMost) throws InterruptedException {
        return inner.list(folder, glob, atMost);
    }

    @Override
    public Hits search(String folder, String pattern, @Nullable String glob, int atMost) throws InterruptedException {
        return inner.search(folder, pattern, glob, atMost);
    }

    @Override
    public List<Task> tasks() throws InterruptedException {
        return inner.tasks();
    }

    @Override
    public void pause() throws InterruptedException {
        inner.pause();
    }

    @Override
    public void resume() throws InterruptedException {
        inner.resume();
    }

    @Override
    public Use use() {
        return inner.use();
    }

    @Override
    public boolean alive() {
        return inner.alive();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        inner.awaitEnd();
    }

    /// Services aren't asked first: what they wrote is as after a power cut, which those that keep data stand.
    @Override
    public void close() {
        starter.interrupt();
        inner.close();
    }

    private void awaitServices() throws InterruptedException {
        try {
            problems.get();
        } catch (ExecutionException e) {
            // The sandbox is gone, which who uses it will hear.
        }
    }

    private void begin(List<ServiceSpec> services) {
        try {
            List<String> wrong = new Services(inner).start(services);
            if (!wrong.isEmpty()) untold.set(wrong);
            problems.complete(wrong);
        } catch (InterruptedException | SandboxException e) {
            problems.completeExceptionally(e);
        }
    }
}

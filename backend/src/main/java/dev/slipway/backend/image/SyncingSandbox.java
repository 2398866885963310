package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A sandbox whose files are still those of an earlier commit: they can be read at once, and what writes or runs waits
/// for the sandbox over the right ones, which then takes its place. Nothing can have been written before. Thread-safe.
public final class SyncingSandbox implements Sandbox {
    private final Sandbox before;
    private final String fromCommit;
    private final long begunNanos = System.nanoTime();
    private final CompletableFuture<Sandbox> after = new CompletableFuture<>();
    private final Thread syncing;
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Change> untold = new AtomicReference<>();
    /// Held for reading while `before` is read, so that it isn't closed meanwhile.
    private final ReentrantReadWriteLock swap = new ReentrantReadWriteLock();

    /// What came of it.
    ///
    /// @param took after which all was possible
    /// @param stale what was read before and is different now; paths below the workspace, sorted
    public record Change(String fromCommit, Duration took, List<String> stale) {}

    /// Gives the sandbox over the right files. Blocks.
    @FunctionalInterface
    public interface Sync {
        Sandbox sync() throws InterruptedException;
    }

    private SyncingSandbox(Sandbox before, String fromCommit, Sync sync, Supplier<Set<String>> differing) {
        this.before = before;
        this.fromCommit = fromCommit;
        this.syncing = Thread.ofVirtual().name("sync-" + before.id()).unstarted(() -> sync(sync, differing));
    }

    /// @param before over the files of `fromCommit`; closed by this
    /// @param differing the paths that differ between the two commits
    public static SyncingSandbox begin(Sandbox before, String fromCommit, Sync sync, Supplier<Set<String>> differing) {
        SyncingSandbox begun = new SyncingSandbox(before, fromCommit, sync, differing);
        begun.syncing.start();
        return begun;
    }

    /// The one that took the place of this sandbox, if it has one; else the sandbox itself.
    public static Sandbox now(Sandbox sandbox) {
        if (!(sandbox instanceof SyncingSandbox syncing)) return sandbox;
        return syncing.isSynced() ? syncing.after.resultNow() : sandbox;
    }

    /// The commit whose files are read meanwhile; empty where it is over, or never was so.
    public static Optional<String> readsFrom(Sandbox sandbox) {
        return sandbox instanceof SyncingSandbox syncing && !syncing.after.isDone()
                ? Optional.of(syncing.fromCommit)
                : Optional.empty();
    }

    /// What came of it, once.
    public static Optional<Change> change(Sandbox sandbox) {
        return sandbox instanceof SyncingSandbox syncing
                ? Optional.ofNullable(syncing.untold.getAndSet(null))
                : Optional.empty();
    }

    @Override
    public String id() {
        return before.id();
    }

    @Override
    public Running start(Command command, @Nullable InputStream stdin, OutputSink output) throws InterruptedException {
        return synced().start(command, stdin, output);
    }

    @Override
    public void write(String path, byte[] content) throws InterruptedException {
        synced().write(path, content);
    }

    @Override
    public FileBytes read(String path, long offset, int atMost) throws InterruptedException {
        return reading(path, sandbox -> sandbox.read(path, offset, atMost));
    }

    @Override
    public Optional<FileStatus> status(String path) throws InterruptedException {
        return reading(path, sandbox -> sandbox.status(path));
    }

    @Override
    public Listing list(String folder, @Nullable String glob, int atMost) throws InterruptedException {
        return reading(folder, sandbox -> sandbox.list(folder, glob, atMost));
    }

    @Override
    public Hits search(String folder, String pattern, @Nullable String glob, int atMost) throws InterruptedException {
        return reading(folder, sandbox -> sandbox.search(folder, pattern, glob, atMost));
    }

    @Override
    public List<Task> tasks() throws InterruptedException {
        return synced().tasks();
    }

    @Override
    public void pause() throws InterruptedException {
        synced().pause();
    }

    @Override
    public void resume() throws InterruptedException {
        synced().resume();
    }

    @Override
    public Use use() {
        return isSynced() ? after.resultNow().use() : before.use();
    }

    /// A sync that failed ends it: what comes next begins anew.
    @Override
    public boolean alive() {
        if (!after.isDone()) return before.alive();
        return isSynced() && after.resultNow().alive();
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        try {
            after.get().awaitEnd();
        } catch (ExecutionException e) {
            before.awaitEnd();
        }
    }

    @Override
    public void close() {
        syncing.interrupt();
        boolean interrupted = false;
        while (syncing.isAlive()) {
            try {
                syncing.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        before.close();
        if (isSynced()) after.resultNow().close();
        if (interrupted) Thread.currentThread().interrupt();
    }

    private void sync(Sync sync, Supplier<Set<String>> differing) {
        try {
            Sandbox ready = sync.sync();
            Duration took = Duration.ofNanos(System.nanoTime() - begunNanos);
            swap.writeLock().lock();
            try {
                untold.set(new Change(fromCommit, took, stale(differing.get())));
                after.complete(ready);
            } catch (RuntimeException e) {
                ready.close();
                throw e;
            } finally {
                swap.writeLock().unlock();
            }
        } catch (InterruptedException e) {
            after.completeExceptionally(SandboxException.lost("The session is being closed."));
        } catch (RuntimeException e) {
            after.completeExceptionally(e);
        }
        before.close();
    }

    /// Of a folder that was looked through, everything below it may have been seen.
    private List<String> stale(Set<String> differing) {
        TreeSet<String> stale = new TreeSet<>();
        for (String path : differing) if (read.stream().anyMatch(seen -> isIn(path, seen))) stale.add(path);
        return List.copyOf(stale);
    }

    private static boolean isIn(String path, String seen) {
        return seen.isEmpty() || path.equals(seen) || path.startsWith(seen + "/");
    }

    private interface Look<T> {
        T look(Sandbox sandbox) throws InterruptedException;
    }

    private <T> T reading(String path, Look<T> look) throws InterruptedException {
        if (after.isDone()) return look.look(synced());
        swap.readLock().lockInterruptibly();
        try {
            if (!after.isDone()) {
                read.add(inWorkspace(path));
                return look.look(before);
            }
        } finally {
            swap.readLock().unlock();
        }
        return look.look(synced());
    }

    /// As git names it; what is elsewhere doesn't match anything there.
    private static String inWorkspace(String path) {
        String normal =
                java.nio.file.Path.of("/workspace").resolve(path).normalize().toString();
        if (normal.equals("/workspace") || normal.equals("/")) return "";
        return normal.startsWith("/workspace/") ? normal.substring("/workspace/".length()) : normal;
    }

    private Sandbox synced() throws InterruptedException {
        try {
            return after.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SandboxException known)
                throw SandboxException.lost(String.valueOf(known.getMessage()));
            throw SandboxException.lost("The newest files could not be laid out: " + e.getCause());
        }
    }

    private boolean isSynced() {
        return after.state() == Future.State.SUCCESS;
    }
}

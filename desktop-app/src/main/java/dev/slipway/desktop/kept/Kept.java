package dev.slipway.desktop.kept;

import dev.slipway.desktop.connection.Connection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was seen of all backends. FX thread only; closed with the window, after the connections.
public final class Kept implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);
    private static final long GOODBYE_S = 5;

    private final Path folder;
    private final Executor ui;
    private final LongSupplier clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("kept").factory());
    // Guarded by itself.
    private final Map<What, Runnable> unwritten = new LinkedHashMap<>();

    /// @param backend its name
    /// @param of a session, or the connection for its list
    private record What(String backend, Object of) {}

    /// @param folder where the app keeps what it remembers
    /// @param ui runs what it is given on the FX thread
    /// @param clock milliseconds since 1970
    public Kept(Path folder, Executor ui, LongSupplier clock) {
        this.folder = folder.resolve("kept");
        this.ui = ui;
        this.clock = clock;
    }

    /// The same connection, which can be read while its backend is away.
    public Connection keeping(Connection live) {
        return new KeepingConnection(live, this, files(live.address().name()), clock);
    }

    /// Where a backend of this name was last.
    ///
    /// @param then told on the FX thread; empty where nothing is known
    public void lastAt(String name, Consumer<Optional<String>> then) {
        read(name, KeptFiles::board, board -> then.accept(board.map(KeptBoard::url)));
    }

    /// Nothing of it is left.
    public void forget(String name) {
        synchronized (unwritten) {
            unwritten.keySet().removeIf(what -> what.backend().equals(name));
        }
        KeptFiles files = files(name);
        thread.execute(files::forgetAll);
    }

    @Override
    public void close() {
        try {
            thread.submit(this::writeAll).get(GOODBYE_S, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("what was seen last is not kept", e);
        }
        thread.shutdownNow();
    }

    private void writeAll() {
        List<What> all;
        synchronized (unwritten) {
            all = List.copyOf(unwritten.keySet());
        }
        all.forEach(this::write);
    }

    /// Nothing once this is closed.
    <T> void read(String name, Function<KeptFiles, T> reading, Consumer<T> then) {
        if (thread.isShutdown()) return;
        KeptFiles files = files(name);
        CompletableFuture.supplyAsync(() -> reading.apply(files), thread)
                .thenAccept(read -> ui.execute(() -> then.accept(read)));
    }

    /// What is to be written of the same thing later takes the place of this.
    ///
    /// @param backend its name
    /// @param of a session, or the connection for its list
    void soon(String backend, Object of, long delayMs, Runnable writing) {
        What what = new What(backend, of);
        boolean waits;
        synchronized (unwritten) {
            waits = unwritten.put(what, writing) != null;
        }
        if (!waits && !thread.isShutdown()) thread.schedule(() -> write(what), delayMs, TimeUnit.MILLISECONDS);
    }

    void now(Runnable writing) {
        if (!thread.isShutdown()) thread.execute(writing);
    }

    private void write(What what) {
        Runnable writing;
        synchronized (unwritten) {
            writing = unwritten.remove(what);
        }
        if (writing != null) writing.run();
    }

    /// The name may hold anything; a folder's may not.
    private KeptFiles files(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new KeptFiles(folder.resolve(HexFormat.of().formatHex(hash, 0, 12)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One sandbox's way out: a unix socket on which the proxy is spoken to, and what is granted to who speaks there.
/// Thread-safe; whoever opened it closes it.
public final class Gate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Path socket;
    private final Supplier<Grants> grants;
    private final ServerSocketChannel listening;
    private final CompletableFuture<Egress.Parts> parts;
    private final EgressListener listener;
    private final AtomicInteger open = new AtomicInteger();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final Runnable closed;

    /// @param closed called once it is
    Gate(
            Path socket,
            Supplier<Grants> grants,
            EgressListener listener,
            CompletableFuture<Egress.Parts> parts,
            Runnable closed) {
        this.socket = socket;
        this.grants = grants;
        this.listener = listener;
        this.parts = parts;
        this.closed = closed;
        try {
            this.listening = SocketPath.listen(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(socket + " can't be listened on", e);
        }
        Thread.ofVirtual().name("egress-gate").start(this::accept);
    }

    public Path socket() {
        return socket;
    }

    /// As of now.
    Grants grants() {
        return grants.get();
    }

    /// Bytes that the sandbox sent.
    public long sentBytes() {
        return received.get();
    }

    /// Bytes that the sandbox was given.
    public long receivedBytes() {
        return sent.get();
    }

    /// Ends all that goes through it, and removes its socket.
    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(socket.getParent());
        } catch (IOException e) {
            LOG.warn("{} could not be closed in order: {}", socket, e.getMessage());
        }
        watches.forEach(Watch::end);
        closed.run();
    }

    void refused(Refusal refusal) {
        try {
            listener.refused(refusal);
        } catch (RuntimeException e) {
            LOG.warn("a refusal of {} could not be told", refusal.host(), e);
        }
    }

    void look(long now) {
        watches.forEach(watch -> watch.look(now));
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                accepted(listening.accept());
            } catch (IOException e) {
                if (listening.isOpen()) LOG.warn("{} can't accept: {}", socket, e.getMessage());
                return;
            }
        }
    }

    private void accepted(SocketChannel channel) {
        Thread.ofVirtual().name("egress").start(() -> {
            try (channel) {
                serve(channel, parts.join());
            } catch (CompletionException e) {
                LOG.error("nothing gets out of sandboxes", e.getCause());
            } catch (IOException e) {
                LOG.debug("a sandbox's connection was not closed in order: {}", e.getMessage());
            }
        });
    }

    private void serve(SocketChannel channel, Egress.Parts shared) {
        Watch watch = new Watch(watches, shared.bounds().longest());
        Connection connection = new Connection(shared, this, new ChannelSocket(channel, watch, received, sent), watch);
        // It may have been closed since this one was accepted.
        if (!listening.isOpen()) watch.end();
        try {
            if (open.incrementAndGet() > shared.bounds().connections()) connection.turnAway();
            else connection.serve();
        } finally {
            open.decrementAndGet();
        }
    }
}

package dev.slipway.backend.egress;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// The proxy for all sandboxes of a backend. Thread-safe; closed by whoever opened it.
public final class Egress implements AutoCloseable {
    private static final int LOOKS_MS = 250;

    private final CompletableFuture<Parts> parts;
    private final Set<Gate> gates = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("egress-watch").factory());

    /// What all gates share.
    ///
    /// @param trust with whom TLS is spoken outside
    record Parts(Routes routes, Leaves leaves, SSLContext trust, Secrets secrets, Bounds bounds) {}

    Egress(CompletableFuture<Parts> parts) {
        this.parts = parts;
        looking.scheduleWithFixedDelay(this::look, LOOKS_MS, LOOKS_MS, TimeUnit.MILLISECONDS);
    }

    /// Returns at once; the first gate waits until authorities are read.
    ///
    /// @param secrets where the authority's key is kept
    /// @param named what goes into headers
    public static Egress open(Path secrets, Secrets named) {
        CompletableFuture<Parts> parts = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("egress-open").start(() -> {
            try {
                parts.complete(new Parts(
                        new Routes(Resolver.ofThisMachine(), AddressRules.STRICT),
                        new Leaves(CertificateAuthority.open(secrets, Clock.systemUTC())),
                        Trust.ofThisMachine().context(),
                        named,
                        Bounds.DEFAULT));
            } catch (RuntimeException e) {
                parts.completeExceptionally(e);
            }
        });
        return new Egress(parts);
    }

    /// Opens a way out for one sandbox.
    ///
    /// @param socket where it listens; what stands there is replaced, and its folder is for nobody else
    /// @throws java.io.UncheckedIOException where that can't be
    public Gate gate(Path socket, Grants grants, EgressListener listener) {
        Gate[] own = new Gate[1];
        own[0] = new Gate(socket, grants, listener, parts.join(), () -> gates.remove(own[0]));
        gates.add(own[0]);
        return own[0];
    }

    @Override
    public void close() {
        gates.forEach(Gate::close);
        looking.shutdownNow();
    }

    private void look() {
        long now = System.nanoTime();
        gates.forEach(gate -> gate.look(now));
    }
}

package dev.slipway.backend.egress;

import java.io.IOException;
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
    private final Path trust;
    private final Set<Gate> gates = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("egress-watch").factory());

    /// What all gates share.
    ///
    /// @param trust with whom TLS is spoken outside
    record Parts(Routes routes, Leaves leaves, SSLContext trust, Secrets secrets, Bounds bounds) {}

    Egress(CompletableFuture<Parts> parts, Path trust) {
        this.parts = parts;
        this.trust = trust;
        looking.scheduleWithFixedDelay(this::look, LOOKS_MS, LOOKS_MS, TimeUnit.MILLISECONDS);
    }

    /// Returns at once; the first gate waits until authorities are read.
    ///
    /// @param secrets where the authority's key is kept, and in `named` what goes into headers
    /// @param folder for whom sandboxes believe
    public static Egress open(Path secrets, Path folder) {
        CompletableFuture<Parts> parts = new CompletableFuture<>();
        Egress egress = new Egress(parts, folder.resolve("trust"));
        Thread.ofPlatform().daemon().name("egress-open").start(() -> {
            try {
                parts.complete(ofThisMachine(secrets, egress.trust));
            } catch (IOException | RuntimeException e) {
                parts.completeExceptionally(e);
            }
        });
        return egress;
    }

    private static Parts ofThisMachine(Path secrets, Path trust) throws IOException {
        CertificateAuthority authority = CertificateAuthority.open(secrets, Clock.systemUTC());
        Trust outside = Trust.ofThisMachine();
        TrustFolder.write(trust, outside.plus(authority.certificate()));
        return new Parts(
                new Routes(Resolver.ofThisMachine(), AddressRules.STRICT),
                new Leaves(authority),
                outside.context(),
                new Secrets(secrets.resolve("named")),
                Bounds.DEFAULT);
    }

    /// A folder with the certificates that programs inside a sandbox need, as `ca.pem` and `ca.jks`. Waits until it is
    /// written.
    public Path trust() {
        parts.join();
        return trust;
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

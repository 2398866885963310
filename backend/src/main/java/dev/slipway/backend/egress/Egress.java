package dev.slipway.backend.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The proxy for all sandboxes of a backend. Thread-safe; closed by whoever opened it.
public final class Egress implements AutoCloseable {
    private static final int LOOKS_MS = 250;
    private static final Duration LONGEST_FETCH = Duration.ofMinutes(1);
    private static final String OWN = ProcessHandle.current().pid() + "-" + System.nanoTime() % 100_000 + "-";

    private final CompletableFuture<Parts> parts;
    private final CompletableFuture<Path> trust;
    private final Path folder;
    private final CountDownLatch wanted = new CountDownLatch(1);
    private volatile boolean closed;
    private volatile @Nullable Thread opening;
    private final AtomicLong opened = new AtomicLong();
    private final Set<Watch> fetches = ConcurrentHashMap.newKeySet();
    private final Set<Gate> gates = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("egress-watch").factory());

    /// What all gates share.
    ///
    /// @param trust with whom TLS is spoken outside
    record Parts(Routes routes, Leaves leaves, SSLContext trust, Secrets secrets, Bounds bounds) {}

    /// @param folder for sockets
    /// @param trust whom sandboxes believe
    Egress(CompletableFuture<Parts> parts, Path folder, CompletableFuture<Path> trust) {
        this.parts = parts;
        this.folder = folder;
        this.trust = trust;
        looking.scheduleWithFixedDelay(this::look, LOOKS_MS, LOOKS_MS, TimeUnit.MILLISECONDS);
    }

    /// Returns at once; what takes a moment is made on a thread beside once there is a sandbox, and the first
    /// connection waits for it.
    ///
    /// @param secrets where the authority's key is kept, and in `named` what goes into headers
    /// @param folder for sockets, and for whom sandboxes believe
    public static Egress open(Path secrets, Path folder) {
        Egress egress = new Egress(new CompletableFuture<>(), folder, new CompletableFuture<>());
        Thread opening = Thread.ofPlatform().daemon().name("egress-open").unstarted(() -> {
            try {
                egress.sweep();
                egress.make(secrets);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                egress.trust.completeExceptionally(e);
                egress.parts.completeExceptionally(e);
            }
        });
        egress.opening = opening;
        opening.start();
        return egress;
    }

    private void make(Path secrets) throws IOException, InterruptedException {
        TrustFolder believed = new TrustFolder(folder.resolve("trust"), CertificateAuthority.file(secrets));
        if (believed.isUpToDate()) {
            trust.complete(believed.path());
            wanted.await();
            if (closed) return;
        }
        CertificateAuthority authority = CertificateAuthority.open(secrets, Clock.systemUTC());
        Trust outside = Trust.ofThisMachine();
        if (!believed.isUpToDate()) believed.write(outside.plus(authority.certificate()));
        trust.complete(believed.path());
        parts.complete(new Parts(
                new Routes(Resolver.ofThisMachine(), AddressRules.STRICT),
                new Leaves(authority),
                outside.context(),
                new Secrets(secrets.resolve("named")),
                Bounds.DEFAULT));
    }

    /// Sockets that a killed backend left.
    private void sweep() throws IOException {
        Path gates = folder.resolve("gates");
        if (!Files.isDirectory(gates)) return;
        try (Stream<Path> left = Files.list(gates)) {
            for (Path gate : left.toList()) {
                if (gate.getFileName().toString().startsWith(OWN)) continue;
                Files.deleteIfExists(gate.resolve("s"));
                Files.deleteIfExists(gate);
            }
        }
    }

    /// A folder with the certificates that programs inside a sandbox need, as `ca.pem` and `ca.jks`. Waits until it is
    /// written.
    ///
    /// @throws java.util.concurrent.CompletionException where it can't be
    public Path trust() {
        return trust.join();
    }

    /// Opens a way out for one sandbox, on a socket in a folder of its own.
    ///
    /// @param grants asked at each request and each CONNECT
    /// @throws java.io.UncheckedIOException where that can't be
    public Gate gate(Supplier<Grants> grants, EgressListener listener) {
        return gate(
                folder.resolve("gates").resolve(OWN + opened.incrementAndGet()).resolve("s"), grants, listener);
    }

    /// Reads a page from here, as far as a sandbox with these grants might. Blocks.
    ///
    /// @param listener told what is refused
    /// @throws NotFetched where it is refused, or can't be had
    public Fetched fetch(String url, Grants grants, EgressListener listener) throws NotFetched, InterruptedException {
        wanted.countDown();
        try (Watch watch = new Watch(fetches, LONGEST_FETCH)) {
            return new Fetch(parts.join(), watch, grants, listener).read(url);
        } catch (CompletionException e) {
            throw new NotFetched("Nothing on the network can be read: " + e.getCause());
        }
    }

    Gate gate(Path socket, Supplier<Grants> grants, EgressListener listener) {
        wanted.countDown();
        Gate[] own = new Gate[1];
        own[0] = new Gate(socket, grants, listener, parts, () -> gates.remove(own[0]));
        gates.add(own[0]);
        return own[0];
    }

    /// Writes nothing any more when it returns.
    @Override
    public void close() {
        closed = true;
        wanted.countDown();
        gates.forEach(Gate::close);
        looking.shutdownNow();
        Thread beside = opening;
        if (beside == null) return;
        try {
            beside.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        long now = System.nanoTime();
        gates.forEach(gate -> gate.look(now));
        fetches.forEach(watch -> watch.look(now));
    }
}

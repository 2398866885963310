package dev.slipway.backend.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.spi.ProtocolConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What listens: one socket on loopback for this machine, and for a team one beside it. Closed by who started it.
public final class Server implements AutoCloseable {
    private static final String OUTSIDE = "team";
    private static final int MOST_CONNECTIONS = 20_000;
    private static final long UNKNOWN_FILES = 4_096;

    private final WebServer server;

    private Server(WebServer server) {
        this.server = server;
    }

    /// What is served, the same on each socket.
    public record Edges(
            Consumer<HttpRouting.Builder> http,
            Supplier<io.helidon.common.Builder<?, ? extends Routing>> sockets,
            ProtocolConfig socketFrames) {}

    /// Where a team connects.
    ///
    /// @param certificate null for no TLS
    public record Outside(
            String host,
            int port,
            @Nullable Path certificate,
            @Nullable Path key) {}

    /// A port is taken, an address isn't this machine's, or a certificate can't be used.
    public static final class CannotListen extends RuntimeException {
        CannotListen(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return java.util.Objects.requireNonNull(super.getMessage());
        }
    }

    /// Listens when it returns.
    ///
    /// @param port on loopback; 0 for any free one
    public static Server start(int port, @Nullable Outside outside, Edges edges) {
        int most = mostConnections(outside == null ? 1 : 2);
        var builder = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(port)
                .maxTcpConnections(most)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(200))
                // Helidon's NIO socket forgets what the system didn't take of a write (4.4.0), which tears the
                // stream of every client that reads more slowly than we send.
                .useNio(false)
                // Or a small frame waits up to 40 ms for the one before it to be acknowledged.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .addProtocol(edges.socketFrames())
                .routing(edges.http())
                .addRouting(edges.sockets().get());
        if (outside != null) builder.putSocket(OUTSIDE, listener(outside, most, edges));
        WebServer server = builder.build();
        quietly(server::start);
        // It logs that it could not listen, and returns all the same.
        boolean listens = server.isRunning() && server.port() > 0 && (outside == null || server.port(OUTSIDE) > 0);
        if (listens) return new Server(server);
        server.stop();
        String where = "127.0.0.1:" + port + (outside == null ? "" : " or " + outside.host() + ":" + outside.port());
        throw new CannotListen(where + " can't be listened on; something else may use it.");
    }

    /// So many that half of the files which this process may open stay for sessions. Helidon stops listening
    /// for good once the system has none left for a connection (4.4.0); who comes to a full house waits.
    private static int mostConnections(int listeners) {
        return (int) Math.clamp(openFiles() / 2 / listeners, 1, MOST_CONNECTIONS);
    }

    /// How many the system lets this process open, where it says so.
    private static long openFiles() {
        try (Stream<String> limits = Files.lines(Path.of("/proc/self/limits"))) {
            return limits.filter(line -> line.startsWith("Max open files"))
                    .map(line -> line.split("\\s{2,}")[1])
                    .filter(number -> number.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(UNKNOWN_FILES);
        } catch (IOException | UncheckedIOException e) {
            return UNKNOWN_FILES;
        }
    }

    private static ListenerConfig listener(Outside outside, int most, Edges edges) {
        try {
            var listener = ListenerConfig.builder()
                    .address(InetAddress.getByName(outside.host()))
                    .port(outside.port())
                    .maxTcpConnections(most)
                    .useNio(false)
                    .connectionOptions(options -> options.tcpNoDelay(true))
                    .addProtocol(edges.socketFrames())
                    .routing(edges.http())
                    .addRouting(edges.sockets().get());
            if (outside.certificate() != null && outside.key() != null)
                listener.tls(tls(outside.certificate(), outside.key()));
            return listener.build();
        } catch (UnknownHostException e) {
            throw new CannotListen(outside.host() + " is no address of this machine.");
        }
    }

    private static Tls tls(Path certificate, Path key) {
        try {
            Keys keys = Keys.builder()
                    .pem(pem -> pem.key(Resource.create(key)).certChain(Resource.create(certificate)))
                    .build();
            return Tls.builder().privateKey(keys).privateKeyCertChain(keys).build();
        } catch (RuntimeException e) {
            throw new CannotListen("The certificate " + certificate + " can't be used with the key " + key + ": "
                    + e.getMessage() + ".");
        }
    }

    /// Who starts it says what went wrong, without a trace.
    private static void quietly(Runnable start) {
        Logger logger = Logger.getLogger("io.helidon.webserver");
        Level before = logger.getLevel();
        logger.setLevel(Level.OFF);
        try {
            start.run();
        } finally {
            logger.setLevel(before);
        }
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}

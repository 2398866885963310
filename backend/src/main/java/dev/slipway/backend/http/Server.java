package dev.slipway.backend.http;

import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.spi.ProtocolConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The one listening socket, on loopback only. Closed by who started it.
public final class Server implements AutoCloseable {
    private final WebServer server;

    private Server(WebServer server) {
        this.server = server;
    }

    /// Listens when it returns.
    ///
    /// @param port 0 for any free one
    /// @throws IllegalStateException where the port is taken
    public static Server start(
            int port,
            Consumer<HttpRouting.Builder> http,
            io.helidon.common.Builder<?, ? extends Routing> sockets,
            ProtocolConfig socketFrames) {
        WebServer server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(port)
                // Helidon's NIO socket forgets what the system didn't take of a write (4.4.0), which tears the
                // stream of every client that reads more slowly than we send.
                .useNio(false)
                .shutdownHook(false)
                // Or a small frame waits up to 40 ms for the one before it to be acknowledged.
                .connectionOptions(options -> options.tcpNoDelay(true))
                .shutdownGracePeriod(Duration.ofMillis(200))
                .addProtocol(socketFrames)
                .routing(http)
                .addRouting(sockets)
                .build();
        quietly(server::start);
        // It logs that it could not listen, and returns all the same.
        if (server.isRunning() && server.port() > 0) return new Server(server);
        server.stop();
        throw new IllegalStateException("port " + port + " can't be listened on");
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

package dev.slipway.backend.http;

import io.helidon.webserver.Routing;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.spi.ProtocolConfig;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Consumer;

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
                .shutdownGracePeriod(Duration.ofMillis(200))
                .addProtocol(socketFrames)
                .routing(http)
                .addRouting(sockets)
                .build()
                .start();
        return new Server(server);
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}

package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerTest {
    @Test
    void aPortThatIsTakenIsSaid() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(Server.CannotListen.class)
                    .hasMessageContaining("" + other.getLocalPort());
        }
    }

    @Test
    void anyFreePortIsTold() {
        try (Server one = start(0);
                Server another = start(0)) {
            assertThat(one.port()).isPositive().isNotEqualTo(another.port());
        }
    }

    private static Server start(int port) {
        return Server.start(port, null, new Server.Edges(http -> {}, WsRouting::builder, WsConfig.create()));
    }
}

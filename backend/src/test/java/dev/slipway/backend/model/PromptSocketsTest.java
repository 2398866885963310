package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import okhttp3.internal.platform.Platform;
import org.junit.jupiter.api.Test;

/// Without it each model call waits some 40 ms for an acknowledgement.
class PromptSocketsTest {
    @Test
    void whatTheSdksConnectSendsAtOnce() throws Exception {
        new OpenAiModel("openai/m", "m", new Endpoint("http://127.0.0.1:1/v1", null)).warm();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket()) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            Platform.get().connectSocket(socket, address, 1_000);
            assertThat(socket.getTcpNoDelay()).isTrue();
        }
    }
}

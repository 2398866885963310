package dev.slipway.backend.model;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import okhttp3.internal.platform.Jdk9Platform;
import okhttp3.internal.platform.Platform;

/// Lets the vendors' SDKs send what they write at once. OkHttp, which both stand on, writes a request in pieces and
/// leaves Nagle's algorithm on: the last piece then waits for the first to be acknowledged, which takes a round trip,
/// and 40 ms where the peer delays its acknowledgements (RFC 9293, 3.7.4). Not both SDKs let a socket factory in, so
/// this is done where OkHttp connects its sockets. Thread-safe.
final class PromptSockets {
    private PromptSockets() {}

    /// For all connections from now on. Idempotent.
    static synchronized void install() {
        // Asked first, since the class under it can't be the one that loads this.
        if (!(Platform.get() instanceof Undelayed)) Platform.Companion.resetForTests(new Undelayed());
    }

    private static final class Undelayed extends Jdk9Platform {
        @Override
        public void connectSocket(Socket socket, InetSocketAddress address, int connectTimeoutMs) throws IOException {
            socket.setTcpNoDelay(true);
            super.connectSocket(socket, address, connectTimeoutMs);
        }
    }
}

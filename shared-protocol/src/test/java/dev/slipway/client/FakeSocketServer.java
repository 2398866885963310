package dev.slipway.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A WebSocket server on loopback (RFC 6455, text frames) that can do what no proper one does: vanish in the
/// middle. Each connection is served on a virtual thread of its own.
final class FakeSocketServer implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

    interface Service {
        /// Its end is the end of the connection, without a close frame.
        void serve(Peer peer) throws Exception;
    }

    FakeSocketServer(Service service) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) accept(service);
        });
    }

    URI uri() {
        return URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/v1/socket");
    }

    @Override
    public void close() throws IOException {
        server.close();
        peers.forEach(Peer::drop);
    }

    private void accept(Service service) {
        try {
            Socket socket = server.accept();
            Thread.ofVirtual().start(() -> {
                try (socket) {
                    socket.setTcpNoDelay(true);
                    Peer peer = new Peer(socket);
                    peers.add(peer);
                    service.serve(peer);
                    peers.remove(peer);
                } catch (Exception e) {
                    // The connection is gone, which is what such a test is about.
                }
            });
        } catch (IOException e) {
            // Closed.
        }
    }

    static final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Peer(Socket socket) throws Exception {
            this.socket = socket;
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out = socket.getOutputStream();
            upgrade();
        }

        /// The next text, or null at the end.
        @Nullable
        String receive() throws IOException {
            while (true) {
                int head = in.read();
                if (head < 0) return null;
                byte[] payload = payload(in.readUnsignedByte());
                switch (head & 0xf) {
                    case 1 -> {
                        return new String(payload, StandardCharsets.UTF_8);
                    }
                    case 8 -> {
                        return null;
                    }
                    default -> {}
                }
            }
        }

        void send(String text) throws IOException {
            frame(1, text.getBytes(StandardCharsets.UTF_8));
        }

        void close(int status, String reason) throws IOException {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            payload.write(status >> 8);
            payload.write(status);
            payload.writeBytes(reason.getBytes(StandardCharsets.UTF_8));
            frame(8, payload.toByteArray());
        }

        void drop() {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone.
            }
        }

        private synchronized void frame(int opcode, byte[] payload) throws IOException {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.write(0x80 | opcode);
            if (payload.length < 126) frame.write(payload.length);
            else if (payload.length < 1 << 16) {
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            } else {
                frame.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) frame.write((int) ((long) payload.length >> shift));
            }
            frame.writeBytes(payload);
            out.write(frame.toByteArray());
        }

        private byte[] payload(int second) throws IOException {
            long length = second & 0x7f;
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = in.readLong();
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i & 3];
            return payload;
        }

        private void upgrade() throws Exception {
            String key = "";
            for (String line = line(); !line.isEmpty(); line = line())
                if (line.toLowerCase().startsWith("sec-websocket-key:"))
                    key = line.substring(line.indexOf(':') + 1).strip();
            byte[] accept = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(accept) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
            return line.toString();
        }
    }
}

package dev.slipway.bench;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The least that speaks WebSocket as a client (RFC 6455): texts out, frames in, nothing decoded. One thread reads;
/// any may send.
final class RawSocket implements AutoCloseable {
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final SocketChannel channel;
    private final FrameReader frames = new FrameReader();

    private RawSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /// The connection is open when it returns.
    static RawSocket open(int port, String path) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n";
        write(channel, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        String answer = head(channel);
        if (!answer.startsWith("HTTP/1.1 101")) throw new IOException("no WebSocket: " + answer);
        return new RawSocket(channel);
    }

    SocketChannel channel() {
        return channel;
    }

    synchronized void send(String text) throws IOException {
        write(channel, frame(text));
    }

    /// All of them in as few writes as the system allows.
    synchronized void sendTogether(Iterable<String> texts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String text : texts) all.writeBytes(frame(text).array());
        write(channel, ByteBuffer.wrap(all.toByteArray()));
    }

    /// The payload of the next frame; valid until the next call. Blocks.
    ByteBuffer read() throws IOException {
        while (true) {
            ByteBuffer payload = frames.next();
            if (payload != null) return payload;
            if (channel.read(frames.room()) < 0) throw new EOFException("the server closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Masked with zeros, which the RFC allows and which costs a client nothing.
    private static ByteBuffer frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame =
                ByteBuffer.allocate((payload.length < 126 ? 6 : payload.length < 65_536 ? 8 : 14) + payload.length);
        frame.put((byte) FINAL_TEXT);
        if (payload.length < 126) frame.put((byte) (MASKED | payload.length));
        else if (payload.length < 65_536) frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
        else frame.put((byte) (MASKED | 127)).putLong(payload.length);
        return frame.putInt(0).put(payload).flip();
    }

    private static String head(SocketChannel channel) throws IOException {
        StringBuilder head = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!head.toString().endsWith("\r\n\r\n")) {
            one.clear();
            if (channel.read(one) < 0) throw new EOFException("the server closed the connection");
            head.append((char) one.get(0));
        }
        return head.toString();
    }

    private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) channel.write(bytes);
    }
}

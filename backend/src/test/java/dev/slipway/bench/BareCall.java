package dev.slipway.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Asks a model server by a socket that stays open, with a request of the usual size, and decodes nothing.
final class BareCall implements AutoCloseable {
    private static final int REQUEST_BYTES = 8_000;

    private final Socket socket;
    private final byte[] request;
    private final byte[] bytes = new byte[64 * 1024];

    BareCall(ModelServer model) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), model.port());
        socket.setTcpNoDelay(true);
        request = ("POST /v1/chat/completions HTTP/1.1\r\ncontent-length: " + REQUEST_BYTES + "\r\n\r\n"
                        + "x".repeat(REQUEST_BYTES))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// The whole answer.
    ///
    /// @return how long it took, in nanoseconds
    long ask() throws IOException {
        long startedAt = System.nanoTime();
        OutputStream out = socket.getOutputStream();
        out.write(request);
        InputStream in = socket.getInputStream();
        int held = 0;
        while (!ends(held)) {
            int size = in.read(bytes, held, bytes.length - held);
            if (size < 0) throw new EOFException("the model closed the connection");
            held += size;
        }
        return System.nanoTime() - startedAt;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private boolean ends(int held) {
        return held >= 5 && new String(bytes, held - 5, 5, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
    }
}

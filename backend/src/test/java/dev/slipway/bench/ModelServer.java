package dev.slipway.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A model on loopback that answers without delay, in the form of OpenAI's Chat Completions. Requests are read and not
/// decoded. Thread-safe.
final class ModelServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private volatile Answer answer = Replies.text("Ready.");

    /// Writes one answer; called for each request, on its connection's thread.
    interface Answer {
        void write(Stream to) throws IOException, InterruptedException;
    }

    private ModelServer() throws IOException {}

    static ModelServer open() throws IOException {
        ModelServer server = new ModelServer();
        Thread.ofPlatform().daemon().name("model").start(server::accept);
        return server;
    }

    /// What `OPENAI_BASE_URL` is to be.
    String url() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    int port() {
        return server.getLocalPort();
    }

    /// From the next request on.
    void answers(Answer next) {
        answer = next;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().name("model-answers").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] asked = request(in); asked != null; asked = request(in)) {
                Stream stream = new Stream(asked, socket.getOutputStream());
                answer.write(stream);
                stream.end();
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Its body; null where there is no further one.
    private static byte @Nullable [] request(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) return null;
        int length = 0;
        for (; !line.isEmpty(); line = line(in))
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                length = Integer.parseInt(line.substring(15).strip());
        return in.readNBytes(length);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    /// One answer: server-sent events in HTTP chunks.
    static final class Stream {
        private final byte[] asked;
        private final OutputStream out;
        private StringBuilder waiting = new StringBuilder(
                "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n");

        private Stream(byte[] asked, OutputStream out) {
            this.asked = asked;
            this.out = out;
        }

        /// Whether these words are anywhere in what is asked.
        boolean asks(String words) {
            return new String(asked, StandardCharsets.ISO_8859_1).contains(words);
        }

        /// Kept until [#flush]; ASCII only.
        Stream event(String data) {
            String event = "data: " + data + "\n\n";
            waiting.append(Integer.toHexString(event.length()))
                    .append("\r\n")
                    .append(event)
                    .append("\r\n");
            return this;
        }

        /// In one write.
        void flush() throws IOException {
            out.write(waiting.toString().getBytes(StandardCharsets.US_ASCII));
            waiting = new StringBuilder();
        }

        private void end() throws IOException {
            event("[DONE]");
            waiting.append("0\r\n\r\n");
            flush();
        }
    }
}

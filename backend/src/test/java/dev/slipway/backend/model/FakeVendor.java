package dev.slipway.backend.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A vendor's server on loopback: answers as it was told, in order, and remembers what it was asked. An answer
/// too many is a 599, or what [#always] says. Thread-safe.
public final class FakeVendor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @param headers names in lower case
    public record Asked(String path, Map<String, String> headers, JsonNode body) {}

    /// Writes one answer.
    public interface Answer {
        void write(Stream to) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final Queue<Answer> answers = new ArrayDeque<>();
    private volatile Function<Asked, Answer> otherwise =
            ask -> to -> to.error(599, "{\"error\":{\"message\":\"the script is over\"}}", Map.of());
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    /// Counted down when a client closes the connection before its answer ended.
    private final CountDownLatch leftEarly = new CountDownLatch(1);

    public FakeVendor() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public FakeVendor then(Answer... more) {
        synchronized (answers) {
            answers.addAll(Arrays.asList(more));
        }
        return this;
    }

    /// Answers so whenever nothing else is left to be said.
    public FakeVendor always(Function<Asked, Answer> answer) {
        otherwise = answer;
        return this;
    }

    public List<Asked> asked() {
        return asked;
    }

    public CountDownLatch leftEarly() {
        return leftEarly;
    }

    public Asked onlyAsked() {
        if (asked.size() != 1) throw new AssertionError("asked " + asked.size() + " times");
        return asked.getFirst();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (true) {
                Asked request = read(in);
                if (request == null) return;
                asked.add(request);
                Answer answer;
                synchronized (answers) {
                    answer = answers.poll();
                }
                Stream to = new Stream(socket, in);
                (answer == null ? otherwise.apply(request) : answer).write(to);
                if (to.cut) return;
            }
        } catch (IOException e) {
            leftEarly.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) return null;
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(),
                    line.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Asked(first.split(" ")[1], headers, body.length == 0 ? null : JSON.readTree(body));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) if (c != '\r') line.append((char) c);
        return line.toString();
    }

    /// One answer as it is written.
    public static final class Stream {
        private final OutputStream out;
        private final Socket socket;
        private final InputStream in;
        private boolean begun;
        private boolean cut;

        private Stream(Socket socket, InputStream in) throws IOException {
            this.socket = socket;
            this.in = in;
            this.out = socket.getOutputStream();
        }

        public Stream error(int status, String body, Map<String, String> headers) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
            if (!headers.containsKey("content-type")) head.append("content-type: application/json\r\n");
            headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            head.append("content-length: " + bytes.length + "\r\n\r\n");
            out.write(head.toString().getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.flush();
            return this;
        }

        /// A server-sent event; a name of "" is none.
        public Stream event(String name, String data) throws IOException {
            return raw((name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
        }

        public Stream raw(String text) throws IOException {
            if (!begun)
                out.write("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.UTF_8));
            begun = true;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.write(bytes);
            out.write("\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        public void end() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /// Ends the connection where the answer stands.
        public void cut() throws IOException {
            cut = true;
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /// Says nothing more until the client has gone.
        public void hang() throws IOException {
            if (in.read() < 0) throw new IOException("the client left");
        }
    }

    static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (RuntimeException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}

package dev.slipway.desktop.screens;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// A model vendor's server on loopback, so that a real backend meets what real vendors do. What it says next depends on
/// the newest prompt's first word and on how often it was asked since. Thread-safe.
public final class ScriptedVendor implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger CALLS = new AtomicInteger();

    /// One reply.
    public interface Line {
        void write(Reply to) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final Map<String, List<Line>> script;
    private final CountDownLatch over = new CountDownLatch(1);

    /// @param script the replies, in order, by the prompt's first word in lower case; the last one comes again
    public ScriptedVendor(Map<String, List<Line>> script) throws IOException {
        this.script = script;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/models", this::models);
        server.createContext("/v1/messages", this::message);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        over.countDown();
        server.stop(0);
    }

    private void models(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                Map.of(),
                "{\"data\":[{\"type\":\"model\",\"id\":\"claude-sonnet-5-5\",\"display_name\":\"Sonnet\","
                        + "\"created_at\":\"2026-01-01T00:00:00Z\"}],\"has_more\":false}");
    }

    private void message(HttpExchange exchange) throws IOException {
        JsonNode messages = JSON.readTree(exchange.getRequestBody()).at("/messages");
        int prompt = 0;
        int since = 0;
        for (int i = 0; i < messages.size(); i++) {
            boolean results = messages.get(i).at("/content/0/type").asString("").equals("tool_result");
            if (messages.get(i).at("/role").asString("").equals("user") && !results) {
                prompt = i;
                since = 0;
            } else if (results) since++;
        }
        List<String> words = new ArrayList<>();
        messages.get(prompt)
                .at("/content")
                .forEach(part -> words.add(part.at("/text").asString("")));
        String first = String.join("", words).strip().split("\\W+")[0].toLowerCase(java.util.Locale.ROOT);
        List<Line> lines =
                script.getOrDefault(first, List.of(to -> to.words("Done.").end("end_turn")));
        try (exchange) {
            lines.get(Math.min(since, lines.size() - 1)).write(new Reply(exchange));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("content-type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /// A reply as it is written, part by part.
    public final class Reply {
        private final HttpExchange exchange;
        private int parts;
        private boolean begun;

        private Reply(HttpExchange exchange) {
            this.exchange = exchange;
        }

        public void refuse(int status, String type, String words, Map<String, String> headers) throws IOException {
            answer(
                    exchange,
                    status,
                    headers,
                    "{\"type\":\"error\",\"error\":" + JSON.writeValueAsString(Map.of("type", type, "message", words))
                            + "}");
        }

        public Reply thinking(String words) throws IOException {
            return part(
                    Map.of("type", "thinking", "thinking", "", "signature", ""), "thinking_delta", "thinking", words);
        }

        public Reply words(String words) throws IOException {
            return part(Map.of("type", "text", "text", ""), "text_delta", "text", words);
        }

        public Reply tool(String name, Map<String, ?> arguments) throws IOException {
            String id = "toolu_" + CALLS.incrementAndGet();
            return part(
                    Map.of("type", "tool_use", "id", id, "name", name, "input", Map.of()),
                    "input_json_delta",
                    "partial_json",
                    JSON.writeValueAsString(arguments));
        }

        public void end(String reason) throws IOException {
            event(
                    "message_delta",
                    Map.of("delta", Map.of("stop_reason", reason), "usage", Map.of("output_tokens", 412)));
            event("message_stop", Map.of());
        }

        /// Says nothing more until the vendor is closed.
        public void hang() throws InterruptedException {
            over.await();
        }

        private Reply part(Map<String, ?> block, String kind, String key, String value) throws IOException {
            begin();
            event("content_block_start", Map.of("index", parts, "content_block", block));
            event("content_block_delta", Map.of("index", parts, "delta", Map.of("type", kind, key, value)));
            // One without its end is still being written.
            if (!kind.equals("text_delta")) event("content_block_stop", Map.of("index", parts));
            parts++;
            return this;
        }

        private void begin() throws IOException {
            if (begun) return;
            begun = true;
            exchange.getResponseHeaders().set("content-type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            Map<String, ?> usage = Map.of(
                    "input_tokens",
                    5_200,
                    "output_tokens",
                    1,
                    "cache_read_input_tokens",
                    18_400,
                    "cache_creation_input_tokens",
                    0);
            event(
                    "message_start",
                    Map.of(
                            "message",
                            Map.of(
                                    "id",
                                    "msg_1",
                                    "type",
                                    "message",
                                    "role",
                                    "assistant",
                                    "model",
                                    "m",
                                    "content",
                                    List.of(),
                                    "usage",
                                    usage)));
        }

        private void event(String type, Map<String, ?> fields) throws IOException {
            Map<String, Object> whole = new java.util.HashMap<>(fields);
            whole.put("type", type);
            OutputStream out = exchange.getResponseBody();
            out.write(("event: " + type + "\ndata: " + JSON.writeValueAsString(whole) + "\n\n")
                    .getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}

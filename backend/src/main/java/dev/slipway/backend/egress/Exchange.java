package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Requests of one connection, one after the other, each looked at and passed on. On the connection's thread only.
final class Exchange implements AutoCloseable {
    /// A server may close what rests; what has rested longer is not used again.
    private static final long RESTS_NS = 2_000_000_000L;

    private final InputStream in;
    private final OutputStream out;
    private final Watch watch;
    private final Egress.Parts parts;
    private final Bounds bounds;
    private @Nullable Upstream upstream;
    private @Nullable Target connected;
    private long restsSince;

    /// @param in what the sandbox sends, buffered
    Exchange(InputStream in, OutputStream out, Watch watch, Egress.Parts parts) {
        this.in = in;
        this.out = out;
        this.watch = watch;
        this.parts = parts;
        this.bounds = parts.bounds();
    }

    /// Where a request may go, once its own words were looked at.
    interface Routing {
        Routes.Route route() throws IOException, InterruptedException;
    }

    /// Passes a request on, and its answer back.
    ///
    /// @param path with its query
    /// @return whether another may follow
    /// @throws Denied where it is refused and nothing was answered yet
    /// @throws Unreachable where the server can't be had and nothing was answered yet
    boolean pass(RequestHead head, Target target, String path, Routing routing)
            throws IOException, InterruptedException {
        requireHost(head, target);
        requirePlainHttp(head);
        Framing framing = Framing.of(head);
        Routes.Route route = routing.route();
        Grant grant = Grants.through(route.open(), head.method(), withoutQuery(path));
        String text = text(head, target, path, framing, grant);
        watch.idle(bounds.between());
        Upstream server = connect(route);
        boolean whole = send(server, text, head, framing);
        return answer(server, head, target, whole);
    }

    @Override
    public void close() throws IOException {
        Upstream open = upstream;
        upstream = null;
        if (open != null) open.close();
    }

    static String withoutQuery(String path) {
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private static void requireHost(RequestHead head, Target target) {
        Optional<String> host = head.fields().only("host");
        if (host.isEmpty()) throw Denied.malformed("there is no Host header");
        try {
            if (Target.parse(target.scheme(), host.get()).equals(target)) return;
        } catch (IllegalArgumentException e) {
            // Told below: whatever it is, it isn't the target.
        }
        throw Denied.forbidden("the Host header names another host");
    }

    private static void requirePlainHttp(RequestHead head) {
        if (head.method().equals("CONNECT") || head.method().equals("TRACE"))
            throw Denied.forbidden("the method " + head.method() + " is never passed on");
        if (head.fields().names("upgrade", "websocket"))
            throw Denied.forbidden(
                    "a WebSocket is not passed on; where the operator grants the host as a tunnel, it is");
        Optional<String> expects = head.fields().only("expect");
        if (expects.isPresent() && !expects.get().equalsIgnoreCase("100-continue"))
            throw Denied.malformed("Expect can only be 100-continue");
    }

    private String text(RequestHead head, Target target, String path, Framing framing, Grant grant) {
        Fields fields = head.fields().endToEnd();
        Header header = grant.header();
        if (header != null) fields = fields.with(header.name(), parts.secrets().fill(header));
        StringBuilder text = new StringBuilder(head.method() + " " + path + " HTTP/1.1\r\nHost: ");
        text.append(target.authority()).append("\r\n");
        fields.write(text);
        if (framing.kind() == Framing.Kind.chunked) text.append("Transfer-Encoding: chunked\r\n");
        else if (framing.kind() == Framing.Kind.length
                || !head.fields().values("content-length").isEmpty())
            text.append("Content-Length: ").append(framing.length()).append("\r\n");
        return text.append("\r\n").toString();
    }

    private Upstream connect(Routes.Route route) throws IOException {
        Upstream open = upstream;
        boolean usable = route.target().equals(connected) && System.nanoTime() - restsSince < RESTS_NS;
        if (open != null && usable) return open;
        close();
        try {
            boolean secure = route.target().scheme() == Target.Scheme.https;
            Upstream fresh = secure ? Upstream.secure(route, parts.trust(), watch) : Upstream.plain(route, watch);
            upstream = fresh;
            connected = route.target();
            return fresh;
        } catch (IOException e) {
            throw new Unreachable(route.target(), e);
        }
    }

    /// False where the server didn't take it all: it may have answered before.
    private boolean send(Upstream server, String text, RequestHead head, Framing framing) throws IOException {
        boolean waits = framing.kind() != Framing.Kind.none
                && head.fields().only("expect").isPresent();
        if (waits) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        try {
            server.out().write(text.getBytes(StandardCharsets.ISO_8859_1));
            new Body(in, server.out(), Body.Chunks.of_the_sandbox, Long.MAX_VALUE).pass(framing, framing);
            return true;
        } catch (IOException e) {
            watch.within(bounds.head());
            return false;
        }
    }

    private boolean answer(Upstream server, RequestHead head, Target target, boolean whole) throws IOException {
        ResponseHead answer;
        Framing framing;
        Framing onward;
        boolean open = whole && head.staysOpen();
        String text;
        try {
            answer = ResponseHead.read(server.in());
            framing = Framing.of(answer, head.method());
            onward = onward(framing, head);
            text = text(answer, onward, open);
        } catch (IOException e) {
            throw new Unreachable(target, e);
        } catch (Denied e) {
            throw new Unreachable(target, new IOException(e.reason()));
        }
        watch.idle(bounds.between());
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        try {
            new Body(server.in(), out, Body.Chunks.of_the_server, bounds.answerBytes()).pass(framing, onward);
        } catch (Denied e) {
            throw new IOException("the server's answer: " + e.reason());
        }
        restsSince = System.nanoTime();
        if (!whole || !answer.staysOpen() || framing.kind() == Framing.Kind.until_close) close();
        return open;
    }

    /// Chunks where the end would else be that of the connection, which HTTP/1.0 doesn't know.
    private static Framing onward(Framing framing, RequestHead head) {
        boolean chunks = framing.kind() == Framing.Kind.until_close || framing.kind() == Framing.Kind.chunked;
        if (!chunks) return framing;
        return new Framing(head.minor() == 1 ? Framing.Kind.chunked : Framing.Kind.until_close, 0);
    }

    private static String text(ResponseHead answer, Framing onward, boolean open) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + answer.status() + " " + answer.reason() + "\r\n");
        answer.fields().endToEnd().write(text);
        switch (onward.kind()) {
            case none -> {
                // After HEAD, and with 304, it says how much there would be.
                var told = answer.fields().values("content-length");
                if (told.size() == 1 && told.getFirst().matches("[0-9]{1,18}"))
                    text.append("Content-Length: ").append(told.getFirst()).append("\r\n");
            }
            case length ->
                text.append("Content-Length: ").append(onward.length()).append("\r\n");
            case chunked -> text.append("Transfer-Encoding: chunked\r\n");
            case until_close -> {}
        }
        if (!open) text.append("Connection: close\r\n");
        return text.append("\r\n").toString();
    }
}

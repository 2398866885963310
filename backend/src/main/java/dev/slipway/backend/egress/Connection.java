package dev.slipway.backend.egress;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from a sandbox, from its first byte to its last, on a virtual thread of its own.
final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int MOST_DRAINED = 1 << 20;

    private final Egress.Parts parts;
    private final Gate gate;
    private final ChannelSocket client;
    private final Watch watch;

    Connection(Egress.Parts parts, Gate gate, ChannelSocket client, Watch watch) {
        this.parts = parts;
        this.gate = gate;
        this.client = client;
        this.watch = watch;
    }

    /// Serves it to its end, and closes it.
    void serve() {
        watch.closes(client);
        try (watch;
                client) {
            InputStream in = new BufferedInputStream(client.getInputStream(), 16 << 10);
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), 64 << 10);
            first(in, out);
        } catch (IOException e) {
            LOG.debug("a sandbox's connection ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a sandbox's connection ended by a fault", e);
        }
    }

    /// More than there may be at once.
    void turnAway() {
        try (watch;
                client) {
            watch.within(FAREWELL);
            new Answer(client.getOutputStream(), client.getInputStream())
                    .say(503, "Too many connections are open at once; close some.");
        } catch (IOException e) {
            LOG.debug("a sandbox's connection could not be turned away: {}", e.getMessage());
        }
    }

    private void first(InputStream in, OutputStream out) throws IOException, InterruptedException {
        RequestHead head = head(in, out, null);
        if (head == null) return;
        if (head.method().equals("CONNECT")) connect(head, in, out);
        else plain(head, in, out);
    }

    private void connect(RequestHead head, InputStream in, OutputStream out) throws IOException, InterruptedException {
        Answer answer = new Answer(out, in);
        Target target = null;
        Routes.Route route;
        try {
            target = target(Target.Scheme.https, head.target());
            if (head.target().lastIndexOf(':') <= head.target().indexOf(']'))
                throw Denied.malformed("CONNECT names no port");
            requireSameHost(head, target);
            if (Framing.of(head).kind() != Framing.Kind.none) throw Denied.malformed("CONNECT has a body");
            route = parts.routes().route(target, gate.grants());
        } catch (Denied e) {
            refuse(answer, e, target, null, null);
            return;
        } catch (java.net.UnknownHostException e) {
            fail(answer, new Unreachable(target, e));
            return;
        }
        answer.connected();
        watch.within(parts.bounds().head());
        try {
            ClientHello hello = ClientHello.read(in);
            requireServerName(hello, route);
            if (route.isTunnel()) new Tunnel(watch, parts.bounds()).relay(hello, in, out, route);
            else opened(hello, route, in);
        } catch (Denied e) {
            gate.refused(refusal(e, target, null, null));
        }
    }

    /// TLS ends here, and begins anew towards the server.
    private void opened(ClientHello hello, Routes.Route route, InputStream in)
            throws IOException, InterruptedException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        read.writeBytes(hello.raw());
        read.writeBytes(in.readNBytes(in.available()));
        Target target = route.target();
        SSLSocket tls = (SSLSocket) parts.leaves()
                .context(target.host())
                .getSocketFactory()
                .createSocket(client, new ByteArrayInputStream(read.toByteArray()), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        InputStream plainIn = new BufferedInputStream(tls.getInputStream(), 16 << 10);
        OutputStream plainOut = new BufferedOutputStream(tls.getOutputStream(), 64 << 10);
        try (Exchange exchange = exchange(plainIn, plainOut)) {
            while (true) {
                RequestHead head = head(plainIn, plainOut, target);
                if (head == null || !pass(exchange, head, target, () -> route, plainIn, plainOut)) break;
            }
        }
        tls.close();
    }

    private void plain(RequestHead first, InputStream in, OutputStream out) throws IOException, InterruptedException {
        try (Exchange exchange = exchange(in, out)) {
            RequestHead head = first;
            while (head != null) {
                Target target;
                try {
                    target = absolute(head.target());
                } catch (Denied e) {
                    refuse(new Answer(out, in), e, null, null, null);
                    return;
                }
                Exchange.Routing routing = () -> parts.routes().route(target, gate.grants());
                if (!pass(exchange, head, target, routing, in, out)) return;
                head = head(in, out, null);
            }
        }
    }

    private Exchange exchange(InputStream in, OutputStream out) {
        return new Exchange(in, out, watch, parts);
    }

    private boolean pass(
            Exchange exchange,
            RequestHead head,
            Target target,
            Exchange.Routing routing,
            InputStream in,
            OutputStream out)
            throws IOException, InterruptedException {
        Answer answer = new Answer(out, in);
        String path = path(head.target(), target.scheme());
        try {
            if (!path.startsWith("/")) throw Denied.malformed("the request's target isn't a path");
            return exchange.pass(head, target, path, routing);
        } catch (Denied e) {
            refuse(answer, e, target, head.method(), Exchange.withoutQuery(path));
        } catch (java.net.UnknownHostException e) {
            fail(answer, new Unreachable(target, e));
        } catch (Unreachable e) {
            fail(answer, e);
        }
        return false;
    }

    /// Null where no other request comes.
    private @Nullable RequestHead head(InputStream in, OutputStream out, @Nullable Target target) throws IOException {
        watch.idle(parts.bounds().between());
        in.mark(1);
        if (in.read() < 0) return null;
        in.reset();
        watch.within(parts.bounds().head());
        try {
            return RequestHead.read(in);
        } catch (Denied e) {
            refuse(new Answer(out, in), e, target, null, null);
            return null;
        }
    }

    private static Target target(Target.Scheme scheme, String authority) {
        try {
            return Target.parse(scheme, authority);
        } catch (IllegalArgumentException e) {
            throw Denied.malformed("the target isn't a host and a port: " + e.getMessage());
        }
    }

    private static Target absolute(String url) {
        if (!url.regionMatches(true, 0, "http://", 0, 7))
            throw Denied.malformed("a proxy is asked with CONNECT, or with a whole http:// address");
        return target(Target.Scheme.http, url.substring(7).split("[/?]", 2)[0]);
    }

    /// Of a whole address what comes behind the host.
    private static String path(String target, Target.Scheme scheme) {
        if (scheme == Target.Scheme.https) return target;
        String rest = target.substring(7);
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') end++;
        String path = rest.substring(end);
        return path.startsWith("/") ? path : "/" + path;
    }

    private static void requireSameHost(RequestHead head, Target target) {
        String host = head.fields().only("host").orElse(null);
        if (host == null) return;
        Target named = target(Target.Scheme.https, host);
        boolean bare = named.host().equals(target.host()) && !host.matches(".*:[0-9]+");
        if (!bare && !named.equals(target)) throw Denied.forbidden("the Host header names another host");
    }

    private static void requireServerName(ClientHello hello, Routes.Route route) {
        String name = hello.serverName();
        HostName host = route.target().host();
        if (route.isTunnel() && hello.encrypted())
            throw Denied.forbidden("the TLS hello is encrypted, so that its host can't be seen");
        if (name == null && host.address() != null) return;
        if (name == null) throw Denied.forbidden("the TLS hello names no host (SNI)");
        try {
            if (HostName.parse(name).equals(host)) return;
        } catch (IllegalArgumentException e) {
            // Told below: whatever it is, it isn't the host.
        }
        throw Denied.forbidden("the TLS hello names another host");
    }

    private void refuse(
            Answer answer, Denied denied, @Nullable Target target, @Nullable String method, @Nullable String path)
            throws IOException {
        watch.within(FAREWELL);
        if (target != null) gate.refused(refusal(denied, target, method, path));
        String host = target == null ? "this request" : target.authority();
        answer.say(
                denied.status(),
                "Slipway let nothing through to " + host + ": " + denied.reason() + ".\n"
                        + "If it is needed for what the person asked, tell them: they can allow the host for this session with"
                        + " `slipway allow`, and the operator can grant it under `egress` in slipway.yaml.");
        answer.drain(MOST_DRAINED);
    }

    private void fail(Answer answer, Unreachable why) throws IOException {
        watch.within(FAREWELL);
        answer.say(502, "Slipway allows this, but " + why.getMessage() + ".");
        answer.drain(MOST_DRAINED);
    }

    private static Refusal refusal(Denied denied, Target target, @Nullable String method, @Nullable String path) {
        return new Refusal(target.host().text(), target.port(), method, path, denied.reason());
    }

    /// What the proxy itself says.
    private record Answer(OutputStream out, InputStream in) {
        void connected() throws IOException {
            out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        void say(int status, String text) throws IOException {
            byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
            String reason = switch (status) {
                case 400 -> "Bad Request";
                case 403 -> "Forbidden";
                case 503 -> "Service Unavailable";
                default -> "Bad Gateway";
            };
            String head = "HTTP/1.1 " + status + " " + reason + "\r\nContent-Type: text/plain; charset=utf-8\r\n"
                    + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
        }

        /// A close with something unread would take the answer away from the reader.
        void drain(int atMost) throws IOException {
            byte[] piece = new byte[8192];
            int left = atMost;
            while (left > 0) {
                int got = in.read(piece, 0, Math.min(piece.length, left));
                if (got < 0) return;
                left -= got;
            }
        }
    }
}

package dev.slipway.backend.egress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// One page read from here, with the rules and grants of a sandbox: each address that it is sent on to is looked at as
/// the first one was. On its caller's thread only.
final class Fetch {
    private static final int MOST_HOPS = 6;
    private static final int MOST_BYTES = 2 << 20;
    private static final Set<Integer> SENT_ON = Set.of(301, 302, 303, 307, 308);

    private final Egress.Parts parts;
    private final Watch watch;
    private final Grants grants;
    private final EgressListener listener;

    Fetch(Egress.Parts parts, Watch watch, Grants grants, EgressListener listener) {
        this.parts = parts;
        this.watch = watch;
        this.grants = grants;
        this.listener = listener;
    }

    Fetched read(String address) throws NotFetched, InterruptedException {
        URI url = parse(address);
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            Answer answer = ask(url);
            String onward = answer.location();
            if (onward == null)
                return new Fetched(url.toString(), answer.head.status(), answer.type(), answer.content, answer.cut);
            url = resolved(url, onward);
        }
        throw new NotFetched(address + " is sent on and on; it was given up after " + MOST_HOPS + " addresses.");
    }

    private record Answer(ResponseHead head, byte[] content, boolean cut) {
        @org.jspecify.annotations.Nullable
        String location() {
            if (!SENT_ON.contains(head.status())) return null;
            return head.fields().values("location").stream().findFirst().orElse(null);
        }

        @org.jspecify.annotations.Nullable
        String type() {
            return head.fields().values("content-type").stream().findFirst().orElse(null);
        }
    }

    private Answer ask(URI url) throws NotFetched, InterruptedException {
        Target target = target(url);
        String path = url.getRawPath().isEmpty() ? "/" : encoded(url.getRawPath());
        String whole = url.getRawQuery() == null ? path : path + "?" + encoded(url.getRawQuery());
        Kept kept = new Kept();
        try (Exchange exchange = new Exchange(InputStream.nullInputStream(), kept, watch, parts)) {
            exchange.pass(
                    head(target, whole), target, whole, () -> parts.routes().route(target, grants));
        } catch (Denied e) {
            listener.refused(new Refusal(target.host().text(), target.port(), "GET", path, e.reason()));
            throw new NotFetched(url + " was refused: " + e.reason() + ". If it is needed for what the person asked,"
                    + " tell them: they can allow the host for this session.");
        } catch (UnknownHostException e) {
            throw new NotFetched(url + ": there is no such host");
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (!kept.isFull()) throw new NotFetched(url + ": " + e.getMessage());
        }
        return answer(url, kept);
    }

    private static Answer answer(URI url, Kept kept) throws NotFetched {
        InputStream in = new ByteArrayInputStream(kept.bytes.toByteArray());
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        try {
            ResponseHead head = ResponseHead.read(in);
            try {
                Framing framing = Framing.of(head, "GET");
                new Body(in, content, Body.Chunks.of_the_server, MOST_BYTES).pass(framing, Framing.NONE);
            } catch (IOException | Denied e) {
                return new Answer(head, content.toByteArray(), true);
            }
            return new Answer(head, content.toByteArray(), false);
        } catch (IOException | Denied e) {
            throw new NotFetched(url + ": its answer can't be read");
        }
    }

    private static RequestHead head(Target target, String path) {
        return new RequestHead(
                "GET",
                path,
                1,
                new Fields(List.of(
                        new Fields.Field("Host", target.authority()),
                        new Fields.Field("User-Agent", "Slipway"),
                        new Fields.Field("Accept", "text/html,text/*;q=0.9,*/*;q=0.5"),
                        new Fields.Field("Accept-Encoding", "identity"),
                        new Fields.Field("Connection", "close"))));
    }

    private static Target target(URI url) throws NotFetched {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(java.util.Locale.ROOT);
        String authority = url.getRawAuthority();
        if (!scheme.matches("https?") || authority == null)
            throw new NotFetched(url + " isn't an address that begins with https:// or http://");
        try {
            String bytes = new String(authority.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return Target.parse(Target.Scheme.valueOf(scheme), bytes);
        } catch (IllegalArgumentException e) {
            throw new NotFetched(url + " names no host: " + e.getMessage());
        }
    }

    private static URI parse(String address) throws NotFetched {
        try {
            int fragment = address.indexOf('#');
            URI url = new URI(fragment < 0 ? address : address.substring(0, fragment));
            if (url.isOpaque() || url.getRawAuthority() == null)
                throw new NotFetched(address + " isn't an address that begins with https:// or http://");
            return url;
        } catch (URISyntaxException e) {
            throw new NotFetched(address + " isn't an address: " + e.getReason());
        }
    }

    /// Letters beyond ASCII as they are sent.
    private static String encoded(String part) {
        StringBuilder text = new StringBuilder();
        for (byte each : part.getBytes(StandardCharsets.UTF_8)) {
            if (each >= 0) text.append((char) each);
            else text.append(String.format("%%%02X", each & 0xff));
        }
        return text.toString();
    }

    private static URI resolved(URI from, String location) throws NotFetched {
        try {
            return parse(from.resolve(new URI(location)).toString());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new NotFetched(from + " is sent on to what isn't an address.");
        }
    }

    /// Takes so much and no more.
    private static final class Kept extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int size) throws IOException {
            int room = MOST_BYTES - bytes.size();
            bytes.write(more, offset, Math.min(size, room));
            if (size > room) throw new IOException("the page is longer than is read");
        }

        boolean isFull() {
            return bytes.size() >= MOST_BYTES;
        }
    }
}

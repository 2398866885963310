package dev.slipway.backend.egress;

import java.util.List;

/// How the end of a body is known (RFC 9112, 6). Immutable.
///
/// @param length where it is by length
record Framing(Kind kind, long length) {
    static final Framing NONE = new Framing(Kind.none, 0);

    enum Kind {
        none,
        length,
        chunked,
        until_close
    }

    /// @throws Denied where two readers could find different ends
    static Framing of(RequestHead head) {
        Framing framing = told(head.fields());
        if (framing.kind == Kind.chunked && head.minor() == 0) throw Denied.malformed("HTTP/1.0 has no chunks");
        return framing;
    }

    /// @param method of the request
    /// @throws Denied where two readers could find different ends
    static Framing of(ResponseHead head, String method) {
        if (method.equals("HEAD") || head.status() == 204 || head.status() == 304) return NONE;
        Framing framing = told(head.fields());
        boolean silent = head.fields().values("content-length").isEmpty() && framing.kind == Kind.none;
        return silent ? new Framing(Kind.until_close, 0) : framing;
    }

    private static Framing told(Fields fields) {
        List<String> encodings = fields.values("transfer-encoding");
        List<String> lengths = fields.values("content-length");
        if (!encodings.isEmpty() && !lengths.isEmpty())
            throw Denied.malformed("there are both Transfer-Encoding and Content-Length");
        if (encodings.size() > 1 || lengths.size() > 1) throw Denied.malformed("the framing is told twice");
        if (!encodings.isEmpty()) {
            if (!encodings.getFirst().equalsIgnoreCase("chunked"))
                throw Denied.malformed("the only Transfer-Encoding that is taken is chunked");
            return new Framing(Kind.chunked, 0);
        }
        if (lengths.isEmpty()) return NONE;
        if (!lengths.getFirst().matches("[0-9]{1,18}")) throw Denied.malformed("Content-Length isn't a number");
        long length = Long.parseLong(lengths.getFirst());
        return length == 0 ? NONE : new Framing(Kind.length, length);
    }
}

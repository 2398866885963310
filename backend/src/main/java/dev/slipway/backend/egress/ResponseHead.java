package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// An answer's first line and fields, strictly read. Immutable.
record ResponseHead(int minor, int status, String reason, Fields fields) {

    /// The final one: those of 1xx before it are passed over.
    ///
    /// @throws Denied where it isn't strictly one
    static ResponseHead read(InputStream in) throws IOException {
        for (int interim = 0; interim < 20; interim++) {
            List<String> lines = RequestHead.lines(in);
            if (lines == null) throw new IOException("the server closed the connection without an answer");
            ResponseHead head = parse(lines);
            if (head.status == 101) throw Denied.malformed("the server changed the protocol");
            if (head.status >= 200) return head;
        }
        throw Denied.malformed("the server doesn't come to its answer");
    }

    private static ResponseHead parse(List<String> lines) {
        String first = lines.getFirst();
        if (!first.matches("HTTP/1\\.[01] [1-9][0-9]{2}( [\\t\\x20-\\x7e\\x80-\\xff]*)?"))
            throw Denied.malformed("the server's answer doesn't begin as one of HTTP/1.1");
        String reason = first.length() > 13 ? first.substring(13) : "";
        return new ResponseHead(
                first.charAt(7) - '0', Integer.parseInt(first.substring(9, 12)), reason, Fields.parse(lines));
    }

    boolean staysOpen() {
        return minor == 1 && !fields.names("connection", "close");
    }
}

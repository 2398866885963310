package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request's first line and fields, strictly read. Immutable.
///
/// @param minor 0 or 1, of HTTP/1
record RequestHead(String method, String target, int minor, Fields fields) {

    /// Null where the sender has ended before it began one.
    ///
    /// @throws Denied where it isn't strictly one
    static @Nullable RequestHead read(InputStream in) throws IOException {
        List<String> lines = lines(in);
        return lines == null ? null : parse(lines);
    }

    private static RequestHead parse(List<String> lines) {
        String[] parts = lines.getFirst().split(" ", -1);
        if (parts.length != 3
                || !parts[0].matches("[A-Z][A-Z-]{0,19}")
                || !parts[1].matches("[\\x21-\\x7e\\x80-\\xff]+"))
            throw Denied.malformed("the request line isn't METHOD TARGET HTTP/1.1");
        if (!parts[2].matches("HTTP/1\\.[01]")) throw Denied.malformed("only HTTP/1.1 is spoken here");
        if (parts[1].contains("#")) throw Denied.malformed("a request's target has no fragment");
        return new RequestHead(parts[0], parts[1], parts[2].charAt(7) - '0', Fields.parse(lines));
    }

    boolean staysOpen() {
        if (fields.names("connection", "close") || fields.names("proxy-connection", "close")) return false;
        return minor == 1;
    }

    /// The lines of a head, up to and without the empty one; null where there is no byte at all.
    ///
    /// @throws Denied where it is too long, or a line doesn't end in CR LF
    static @Nullable List<String> lines(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        int left = Bounds.HEAD_BYTES;
        while (true) {
            String line = line(in, left);
            if (line == null) {
                if (lines.isEmpty()) return null;
                throw Denied.malformed("the head breaks off");
            }
            left -= line.length() + 2;
            if (line.isEmpty()) break;
            if (lines.size() > 0 && (line.startsWith(" ") || line.startsWith("\t")))
                throw Denied.malformed("a header goes on in the next line");
            lines.add(line);
        }
        if (lines.isEmpty()) throw Denied.malformed("a head begins with an empty line");
        return lines;
    }

    /// A line without its end, its bytes as ISO 8859-1; null where there is no byte at all.
    ///
    /// @throws Denied where it is too long, or doesn't end in CR LF
    static @Nullable String line(InputStream in, int atMost) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int next = in.read();
            if (next < 0) {
                if (line.isEmpty()) return null;
                throw Denied.malformed("a line breaks off");
            }
            if (next == '\n') throw Denied.malformed("a line ends without CR");
            if (next == '\r') {
                if (in.read() != '\n') throw Denied.malformed("there is a CR within a line");
                return line.toString();
            }
            if (next == 0) throw Denied.malformed("there is a NUL in the head");
            if (line.length() >= atMost) throw Denied.malformed("the head is too long");
            line.append((char) next);
        }
    }
}

package dev.slipway.backend.events;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One text that grows. Of an output only the end is kept. Lane only.
final class OpenText {
    private static final int KEPT = 64 * 1024;

    private final String blockId;
    private final String kind;
    private final StringBuilder kept = new StringBuilder();
    private long length;
    private @Nullable CharsetDecoder decoder;
    private byte[] rest = new byte[0];
    private String half = "";
    private boolean broken;

    OpenText(String blockId, String kind) {
        this.blockId = blockId;
        this.kind = kind;
    }

    String kind() {
        return kind;
    }

    /// In UTF-16 units, what is no longer kept included.
    long length() {
        return length;
    }

    void add(String text) {
        kept.append(text);
        length += text.length();
        if (kind.equals(Texts.OUTPUT) && kept.length() > 2 * KEPT)
            kept.delete(0, wholeFrom(kept, kept.length() - KEPT));
    }

    /// Nothing more of it is kept or shown: a piece could not be written, and what comes after a hole is no
    /// continuation. The final event has the whole.
    void breakOff() {
        broken = true;
    }

    boolean isBroken() {
        return broken;
    }

    /// The whole characters of a text; half a surrogate pair at its end waits for the rest.
    String join(String text) {
        String joined = half + text;
        boolean cut = !joined.isEmpty() && Character.isHighSurrogate(joined.charAt(joined.length() - 1));
        half = cut ? joined.substring(joined.length() - 1) : "";
        return cut ? joined.substring(0, joined.length() - 1) : joined;
    }

    /// The characters that these bytes complete; a character that is cut waits for its rest.
    String decode(byte[] bytes) {
        if (decoder == null)
            decoder = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
        ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length)
                .put(rest)
                .put(bytes)
                .flip();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.decode(in, out, false);
        rest = new byte[in.remaining()];
        in.get(rest);
        return out.flip().toString();
    }

    /// What was added since `start`; of an output the end of it, if it is long.
    LiveText piece(long start, CharSequence text) {
        int skip = kind.equals(Texts.OUTPUT) ? wholeFrom(text, Math.max(0, text.length() - KEPT)) : 0;
        return new LiveText(
                blockId,
                kind,
                start + skip,
                text.subSequence(skip, text.length()).toString());
    }

    LiveText whole() {
        int from = kind.equals(Texts.OUTPUT) ? wholeFrom(kept, Math.max(0, kept.length() - KEPT)) : 0;
        return new LiveText(blockId, kind, length - kept.length() + from, kept.substring(from));
    }

    /// Not in the middle of a surrogate pair.
    private static int wholeFrom(CharSequence text, int from) {
        return from > 0 && from < text.length() && Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from;
    }
}

package dev.slipway.backend.agent.tools;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Keeps the beginning and the end of an output of any length, in bounded memory. Thread-safe.
public final class HeadAndTail {
    /// The most that the model is given of an output, the line that says what is left out included.
    public static final int MOST_BYTES = 10_000;

    private static final int NOTICE_BYTES = 600;
    private final byte[] head;
    private final byte[] tail;
    private int headBytes;
    private long tailBytes;

    /// @param mostBytes of the text that comes of it
    public HeadAndTail(int mostBytes) {
        head = new byte[(mostBytes - NOTICE_BYTES) / 2];
        tail = new byte[mostBytes - NOTICE_BYTES - head.length];
    }

    /// The text itself where it is short enough, else its beginning and end.
    public static String of(String text, int mostBytes, String callId) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= mostBytes) return text;
        HeadAndTail kept = new HeadAndTail(mostBytes);
        kept.add(bytes);
        return kept.text(callId);
    }

    public synchronized void add(byte[] bytes) {
        int toHead = Math.min(bytes.length, head.length - headBytes);
        System.arraycopy(bytes, 0, head, headBytes, toHead);
        headBytes += toHead;
        int rest = bytes.length - toHead;
        int from = Math.max(toHead, bytes.length - tail.length);
        tailBytes += rest - (bytes.length - from);
        while (from < bytes.length) {
            int at = (int) (tailBytes % tail.length);
            int count = Math.min(bytes.length - from, tail.length - at);
            System.arraycopy(bytes, from, tail, at, count);
            from += count;
            tailBytes += count;
        }
    }

    /// @param callId by which the model can see what is left out
    public synchronized String text(String callId) {
        long left = tailBytes - tail.length;
        if (left <= 0) {
            byte[] all = Arrays.copyOf(head, headBytes + (int) tailBytes);
            System.arraycopy(tail, 0, all, headBytes, (int) tailBytes);
            return decoded(all, 0, all.length);
        }
        byte[] end = new byte[tail.length];
        int oldest = (int) (tailBytes % tail.length);
        System.arraycopy(tail, oldest, end, 0, tail.length - oldest);
        System.arraycopy(tail, 0, end, tail.length - oldest, oldest);
        return decoded(head, 0, whole(head)) + "\n[… " + left + " bytes left out; see them with `output` {\"call\": \""
                + callId + "\", \"offset\": " + headBytes + "} …]\n" + decoded(end, firstWhole(end), end.length);
    }

    /// How many of the bytes are left when a character that is cut at the end is dropped.
    static int whole(byte[] bytes) {
        int start = bytes.length - 1;
        while (start >= 0 && start > bytes.length - 4 && (bytes[start] & 0xC0) == 0x80) start--;
        if (start < 0 || (bytes[start] & 0xC0) != 0xC0) return bytes.length;
        int length = (bytes[start] & 0xF0) == 0xF0 ? 4 : (bytes[start] & 0xE0) == 0xE0 ? 3 : 2;
        return start + length > bytes.length ? start : bytes.length;
    }

    private static int firstWhole(byte[] bytes) {
        int from = 0;
        while (from < 3 && from < bytes.length && (bytes[from] & 0xC0) == 0x80) from++;
        return from;
    }

    /// Bytes that are no UTF-8 become a question mark each, so that the text is never longer than they were.
    static String decoded(byte[] bytes, int from, int to) {
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith("?")
                    .decode(ByteBuffer.wrap(bytes, from, to - from));
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("a decoder that replaces doesn't throw", e);
        }
    }
}

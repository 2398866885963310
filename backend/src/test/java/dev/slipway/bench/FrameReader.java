package dev.slipway.bench;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Cuts a server's bytes into WebSocket frames. One thread.
final class FrameReader {
    private static final int OPCODE = 0x0f;
    private static final int TEXT = 1;

    private ByteBuffer bytes = ByteBuffer.allocate(16 * 1024);
    private int start;
    private int opcode;

    /// Where more bytes go.
    ByteBuffer room() {
        if (bytes.hasRemaining()) return bytes;
        bytes.limit(bytes.position()).position(start);
        if (start > bytes.capacity() / 2) bytes.compact();
        else bytes = ByteBuffer.allocate(2 * bytes.capacity()).put(bytes);
        start = 0;
        return bytes;
    }

    /// The payload of the next whole text, valid until [#room]; null where more bytes are needed. Other frames are
    /// passed over: who closes a connection also ends it.
    @Nullable
    ByteBuffer next() {
        for (ByteBuffer payload = frame(); payload != null; payload = frame())
            if ((opcode & OPCODE) == TEXT) return payload;
        return null;
    }

    private @Nullable ByteBuffer frame() {
        int held = bytes.position() - start;
        if (held < 2) return rest();
        int length = bytes.get(start + 1) & 0x7f;
        int head = length == 126 ? 4 : length == 127 ? 10 : 2;
        if (held < head) return rest();
        if (length == 126) length = bytes.getShort(start + 2) & 0xffff;
        else if (length == 127) length = Math.toIntExact(bytes.getLong(start + 2));
        if (held - head < length) return rest();
        opcode = bytes.get(start);
        ByteBuffer payload = bytes.slice(start + head, length);
        start += head + length;
        return payload;
    }

    private @Nullable ByteBuffer rest() {
        if (start == bytes.position()) {
            bytes.clear();
            start = 0;
        }
        return null;
    }
}

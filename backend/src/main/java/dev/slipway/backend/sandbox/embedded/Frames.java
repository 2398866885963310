package dev.slipway.backend.sandbox.embedded;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/// The frames of the runner's channel: length, type, id, payload; numbers big end first. `runner.h` has the
/// other side.
final class Frames {
    static final int EXEC = 1;
    static final int STDIN = 2;
    static final int CANCEL = 3;
    static final int CREDIT = 4;
    static final int READ = 5;
    static final int WRITE = 6;
    static final int STATUS = 7;
    static final int LIST = 8;
    static final int SEARCH = 9;
    static final int TASKS = 10;
    static final int PAUSE = 11;
    static final int RESUME = 12;
    static final int READY = 0x81;
    static final int OUTPUT = 0x82;
    static final int EXIT = 0x83;
    static final int RESULT = 0x84;
    static final int ERROR = 0x85;
    static final int STDIN_CREDIT = 0x86;
    /// Bytes after the length.
    static final int LARGEST = 17 << 20;
    static final int HEAD = 5;

    private Frames() {}

    /// Builds a payload.
    static final class Payload {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        interface Writing {
            void to(DataOutputStream out) throws IOException;
        }

        Payload number(int value) {
            return write(o -> o.writeInt(value));
        }

        Payload large(long value) {
            return write(o -> o.writeLong(value));
        }

        Payload flag(boolean value) {
            return write(o -> o.writeByte(value ? 1 : 0));
        }

        Payload text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return number(utf8.length).raw(utf8);
        }

        Payload texts(Collection<String> texts) {
            write(o -> o.writeShort(texts.size()));
            for (String text : List.copyOf(texts)) text(text);
            return this;
        }

        Payload raw(byte[] content) {
            return write(o -> o.write(content));
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private Payload write(Writing writing) {
            try {
                writing.to(out);
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// A text of the given size, bad bytes replaced.
    static String text(ByteBuffer from, int size) {
        if (size < 0 || size > from.remaining()) throw new IllegalArgumentException("a frame is cut short");
        byte[] utf8 = new byte[size];
        from.get(utf8);
        return new String(utf8, StandardCharsets.UTF_8);
    }
}

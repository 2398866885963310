package dev.slipway.backend.egress;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first message of a TLS client, put together from however many records it came in. Immutable.
///
/// @param raw the records as they came
/// @param serverName whom it asks for, or null
/// @param encrypted whether the name that counts could be another, inside
record ClientHello(byte[] raw, @Nullable String serverName, boolean encrypted) {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int LARGEST_RECORD = 1 << 14;
    private static final int SERVER_NAME = 0;
    private static final int ENCRYPTED_HELLO = 0xfe0d;
    private static final int ENCRYPTED_NAME = 0xffce;

    /// Reads no byte beyond it.
    ///
    /// @throws Denied where it isn't strictly one
    static ClientHello read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int wanted = 4;
        while (message.size() < wanted) {
            byte[] head = in.readNBytes(5);
            if (head.length < 5) throw Denied.malformed("the TLS hello breaks off");
            int size = (head[3] & 0xff) << 8 | (head[4] & 0xff);
            if (head[0] != HANDSHAKE || head[1] != 3 || size == 0 || size > LARGEST_RECORD)
                throw Denied.malformed("what follows CONNECT isn't TLS");
            byte[] part = in.readNBytes(size);
            if (part.length < size) throw Denied.malformed("the TLS hello breaks off");
            raw.writeBytes(head);
            raw.writeBytes(part);
            message.writeBytes(part);
            if (raw.size() > Bounds.HEAD_BYTES) throw Denied.malformed("the TLS hello is too long");
            if (message.size() >= 4) wanted = 4 + length(message.toByteArray());
        }
        if (message.size() > wanted) throw Denied.malformed("something follows the TLS hello in its record");
        try {
            return parse(raw.toByteArray(), ByteBuffer.wrap(message.toByteArray(), 4, wanted - 4));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw Denied.malformed("the TLS hello can't be understood");
        }
    }

    private static int length(byte[] message) {
        if (message[0] != CLIENT_HELLO) throw Denied.malformed("TLS doesn't begin with a hello");
        return (message[1] & 0xff) << 16 | (message[2] & 0xff) << 8 | (message[3] & 0xff);
    }

    private static ClientHello parse(byte[] raw, ByteBuffer hello) {
        skip(hello, 2 + 32);
        skip(hello, hello.get() & 0xff);
        skip(hello, hello.getShort() & 0xffff);
        skip(hello, hello.get() & 0xff);
        if (!hello.hasRemaining()) return new ClientHello(raw, null, false);
        ByteBuffer extensions = part(hello, hello.getShort() & 0xffff);
        if (hello.hasRemaining()) throw new IllegalArgumentException("more than extensions");
        String name = null;
        Set<Integer> seen = new HashSet<>();
        while (extensions.hasRemaining()) {
            int type = extensions.getShort() & 0xffff;
            ByteBuffer content = part(extensions, extensions.getShort() & 0xffff);
            if (!seen.add(type)) throw Denied.malformed("the TLS hello tells something twice");
            if (type == SERVER_NAME) name = name(content);
        }
        return new ClientHello(raw, name, seen.contains(ENCRYPTED_HELLO) || seen.contains(ENCRYPTED_NAME));
    }

    private static String name(ByteBuffer content) {
        ByteBuffer list = part(content, content.getShort() & 0xffff);
        if (content.hasRemaining() || list.get() != 0) throw new IllegalArgumentException("not one host name");
        ByteBuffer name = part(list, list.getShort() & 0xffff);
        if (list.hasRemaining()) throw Denied.malformed("the TLS hello asks for several names");
        return StandardCharsets.ISO_8859_1.decode(name).toString();
    }

    private static ByteBuffer part(ByteBuffer of, int size) {
        ByteBuffer part = of.slice(of.position(), checked(of, size));
        skip(of, size);
        return part;
    }

    private static void skip(ByteBuffer in, int size) {
        in.position(in.position() + checked(in, size));
    }

    private static int checked(ByteBuffer in, int size) {
        if (size > in.remaining()) throw new BufferUnderflowException();
        return size;
    }
}

package dev.slipway.backend.egress;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Passes a body on. Chunks are made anew, so that none of the sender's survives.
final class Body {
    private static final int PIECE = 32 << 10;
    private static final int LONGEST_CHUNK_LINE = 200;

    private final InputStream in;
    private final OutputStream out;
    private final Chunks chunks;
    private long left;

    /// Whose chunks they are.
    enum Chunks {
        /// Their sizes stand alone: an extension is a place to hide in.
        of_the_sandbox,
        /// Extensions and blanks are passed over.
        of_the_server
    }

    /// @param atMost bytes of content
    Body(InputStream in, OutputStream out, Chunks chunks, long atMost) {
        this.in = in;
        this.out = out;
        this.chunks = chunks;
        this.left = atMost;
    }

    /// Passes on what is framed, in the framing in which [#framed] told it.
    void pass(Framing framing, Framing onward) throws IOException {
        boolean chunked = onward.kind() == Framing.Kind.chunked;
        switch (framing.kind()) {
            case none -> {}
            case length -> exactly(framing.length(), chunked);
            case chunked -> chunks(chunked);
            case until_close -> rest(chunked);
        }
        if (chunked) out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void chunks(boolean chunked) throws IOException {
        while (true) {
            long size = chunkSize();
            if (size == 0) break;
            exactly(size, chunked);
            if (in.read() != '\r' || in.read() != '\n') throw Denied.malformed("a chunk doesn't end where it says");
        }
        for (int lines = 0; ; lines++) {
            String trailer = RequestHead.line(in, Bounds.HEAD_BYTES);
            if (trailer == null || lines > 100) throw Denied.malformed("the chunks have no end");
            if (trailer.isEmpty()) return;
        }
    }

    private long chunkSize() throws IOException {
        String line = RequestHead.line(in, LONGEST_CHUNK_LINE);
        if (line == null) throw new EOFException("the body breaks off");
        if (chunks == Chunks.of_the_server) line = line.replaceFirst("[ \\t]*(;.*)?$", "");
        if (!line.matches("[0-9a-fA-F]{1,15}")) throw Denied.malformed("a chunk's size isn't a number alone");
        return Long.parseLong(line, 16);
    }

    private void exactly(long size, boolean chunked) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE, size)];
        for (long missing = size; missing > 0; ) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, missing));
            if (got < 0) throw new EOFException("the body breaks off");
            missing -= got;
            write(piece, got, chunked);
        }
    }

    private void rest(boolean chunked) throws IOException {
        byte[] piece = new byte[PIECE];
        for (int got; (got = in.read(piece)) >= 0; ) write(piece, got, chunked);
    }

    private void write(byte[] piece, int size, boolean chunked) throws IOException {
        if (size == 0) return;
        left -= size;
        if (left < 0) throw new IOException("the body is larger than any that is passed on");
        if (chunked) out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(piece, 0, size);
        if (chunked) out.write('\r');
        if (chunked) out.write('\n');
        out.flush();
    }
}

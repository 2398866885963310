package dev.slipway.backend.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Carries bytes from the thread that writes a pack to the one that reads it, a few chunks ahead at the most.
final class PackPipe {
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(16);
    private volatile boolean abandoned;
    private volatile @Nullable IOException failure;

    /// Nobody reads any more; the writer ends with an exception.
    void abandon() {
        abandoned = true;
    }

    /// The reader gets this in place of the end.
    void fail(IOException cause) {
        failure = cause;
    }

    OutputStream writer() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                put(new byte[] {(byte) b});
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (length > 0) put(Arrays.copyOfRange(bytes, offset, offset + length));
            }

            @Override
            public void close() throws IOException {
                put(END);
            }
        };
    }

    InputStream reader() {
        return new InputStream() {
            private byte[] chunk = {};
            private int at;
            private boolean ended;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) return 0;
                if (at == chunk.length && !ended) {
                    chunk = take();
                    at = 0;
                    ended = chunk == END;
                }
                if (ended) {
                    IOException cause = failure;
                    if (cause != null) throw new IOException("the pack broke off", cause);
                    return -1;
                }
                int count = Math.min(length, chunk.length - at);
                System.arraycopy(chunk, at, bytes, offset, count);
                at += count;
                return count;
            }

            @Override
            public void close() {
                abandon();
            }
        };
    }

    private void put(byte[] chunk) throws IOException {
        try {
            while (!chunks.offer(chunk, 100, TimeUnit.MILLISECONDS))
                if (abandoned) throw new IOException("nobody reads the pack any more");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private byte[] take() throws IOException {
        try {
            return chunks.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}

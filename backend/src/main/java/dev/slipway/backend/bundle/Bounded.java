package dev.slipway.backend.bundle;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Counts what comes out of the zip, whatever the zip says that it is.
final class Bounded extends FilterInputStream {
    private final long atMost;
    private long read;

    /// @param atMost bytes
    Bounded(InputStream in, long atMost) {
        super(in);
        this.atMost = atMost;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) count(1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = super.read(bytes, offset, length);
        if (some > 0) count(some);
        return some;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    private void count(long more) {
        read += more;
        if (read <= atMost) return;
        String most = atMost >> 30 > 0 ? (atMost >> 30) + " GB" : (atMost >> 20) + " MB";
        throw BundleReader.tooMuch("is more than " + most + " when it is unpacked");
    }
}

package dev.slipway.backend.bundle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// The lines of a stream, none of which is longer than it may be.
final class Lines {
    private final InputStream in;
    private final int longest;

    /// @param in whatever follows its end isn't touched
    Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /// Null at the end.
    byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) return line.size() == 0 ? null : line.toByteArray();
            if (line.size() == longest)
                throw BundleReader.tooMuch("has an event of more than " + (longest >> 20) + " MB");
            line.write(b);
        }
        return line.toByteArray();
    }
}

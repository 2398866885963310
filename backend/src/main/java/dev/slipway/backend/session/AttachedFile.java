package dev.slipway.backend.session;

import dev.slipway.protocol.Attachment;
import java.io.InputStream;

/// An attachment with its content, which whoever asked for it closes.
public record AttachedFile(Attachment about, InputStream content) implements AutoCloseable {
    @Override
    public void close() throws java.io.IOException {
        content.close();
    }
}

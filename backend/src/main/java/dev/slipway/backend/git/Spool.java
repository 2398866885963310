package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Room on disk for what may be too large for memory.
final class Spool {
    private Spool() {}

    /// An empty file that has no name any more, so that it goes when it is closed, and with a killed backend
    /// too.
    static FileChannel open() throws IOException {
        Path file = Files.createTempFile("slipway-", ".spool");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }
}

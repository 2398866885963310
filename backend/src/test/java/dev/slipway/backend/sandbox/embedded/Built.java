package dev.slipway.backend.sandbox.embedded;

import java.nio.file.Path;

/// What the build made.
final class Built {
    static final Path HELPER = Path.of("target/native/slipway-sandbox").toAbsolutePath();

    private Built() {}
}

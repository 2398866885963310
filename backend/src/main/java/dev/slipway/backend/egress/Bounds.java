package dev.slipway.backend.egress;

import java.time.Duration;

/// The most that a sandbox gets of the proxy.
///
/// @param connections of one gate at once
/// @param head for the whole of a request's head, or of a TLS hello
/// @param between requests of one connection, or bytes of one body
/// @param longest that a connection lives
/// @param answerBytes of one answer
record Bounds(int connections, Duration head, Duration between, Duration longest, long answerBytes) {
    static final int HEAD_BYTES = 64 << 10;

    static final Bounds DEFAULT =
            new Bounds(256, Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofHours(2), 16L << 30);
}

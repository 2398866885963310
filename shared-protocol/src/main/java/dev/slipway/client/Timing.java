package dev.slipway.client;

import java.time.Duration;

/// How long a connection waits for what. Immutable.
///
/// @param heartbeat between two of them; a backend ends connections that are silent for 90 s
/// @param silence after which the backend counts as gone, noticed at the next heartbeat; also of a try to connect. A
/// single message must come within it
/// @param handshake after which a try to connect is given up for the next one: a peer that ends the connection before
/// it has answered goes unnoticed (github.com/eclipse-ee4j/tyrus/issues/646). Twice as long each time, up to `silence`
/// @param settled how long a connection must have held before the waits begin small again
/// @param patience with the answer to a reading
/// @param firstWait bound of the first wait before connecting again
/// @param longestWait bound of all waits
record Timing(
        Duration heartbeat,
        Duration silence,
        Duration handshake,
        Duration settled,
        Duration patience,
        Duration firstWait,
        Duration longestWait) {
    static final Timing USUAL = new Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(4),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofMillis(200),
            Duration.ofSeconds(5));
}

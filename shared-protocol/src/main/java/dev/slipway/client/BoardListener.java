package dev.slipway.client;

import dev.slipway.protocol.ServerMessage.Board;

/// Follows the board. Called on the connection's thread, in order; must not block it.
public interface BoardListener {
    /// The next event. Seqs rise; before the first `caughtUp` they may have gaps.
    void event(Board board);

    default void caughtUp(long head) {}

    /// Forget everything; it is told again from its beginning.
    default void reset() {}
}

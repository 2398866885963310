package dev.slipway.client;

import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage.Board;
import dev.slipway.protocol.SessionId;
import java.util.List;

/// Follows the board. Called on the connection's thread, in order; must not block it.
public interface BoardListener {
    /// The next event. Seqs rise; before the first `caughtUp` they may have gaps.
    void event(Board board);

    default void caughtUp(long head) {}

    /// Who follows a session now; the whole list each time, and of all sessions that somebody follows after the
    /// watching
    /// began anew. What was told over an earlier connection is forgotten with it.
    default void gathering(SessionId session, List<Present> people) {}

    /// Forget everything; it is told again from its beginning.
    default void reset() {}
}

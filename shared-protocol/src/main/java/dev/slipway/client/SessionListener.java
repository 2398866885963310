package dev.slipway.client;

import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import java.util.List;

/// Follows one session. Called on the connection's thread, in order; must not block it.
public interface SessionListener {
    /// The next event: seqs come without gap or repeat.
    void logged(Logged logged);

    /// More of a text that grows; its offset is where what was told before ends.
    default void delta(Delta delta) {}

    /// A growing text as a whole; it replaces what was told of its block before.
    default void draft(Draft draft) {}

    /// Who follows the session now, this client too; the whole list each time. After a lost connection it comes again.
    default void presence(List<Present> people) {}

    /// Everything that was there has been told; what follows happens now.
    default void caughtUp(long head) {}

    /// The log is another one than before (a restored backup): forget everything; it is told again from where
    /// it was asked to begin.
    default void reset() {}

    /// The session can't be followed; nothing more comes.
    default void failed(ErrorCode code, String message) {}
}

package dev.slipway.cli;

import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;

/// Says what the person at this terminal has seen: all that was there when they came, and what is worth their
/// attention from then on. Client's thread only.
final class Seeing {
    private final SlipwayClient client;
    private final SessionId session;
    private boolean live;

    Seeing(SlipwayClient client, SessionId session) {
        this.client = client;
        this.session = session;
    }

    /// All up to this seq is on the screen.
    void caughtUp(long head) {
        live = true;
        seen(head);
    }

    void logged(Logged logged) {
        boolean worth = logged.event() instanceof SessionEvent.TurnFinished
                || logged.event() instanceof SessionEvent.PromptQueued;
        if (live && worth) seen(logged.seq());
    }

    /// Nobody waits for it; where it is lost the session is unread for them, at worst.
    private void seen(long seq) {
        client.send(new MarkCommand.MarkSeen(RequestId.fresh(), session, seq)).exceptionally(no -> null);
    }
}

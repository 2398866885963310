package dev.slipway.protocol;

import java.util.List;

/// Events of a session's log in their order. There are more where the last one's seq is under `head`.
///
/// @param epoch which the seqs count in; another one is another log
public record EventPage(SessionId sessionId, String epoch, long head, List<ServerMessage.Logged> events) {
    public EventPage {
        Check.present("sessionId", sessionId);
        Check.text("epoch", epoch, 100);
        Check.notNegative("head", head);
        events = Check.copy("events", events);
    }
}

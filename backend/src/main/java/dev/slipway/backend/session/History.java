package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A session's events, read back for the agent.
final class History {
    private static final int PAGE = 1000;

    private History() {}

    /// All events in order, as of now, without those of turns that were undone. Blocks.
    static List<SessionEvent> of(Session session) {
        List<SessionEvent> events = new ArrayList<>();
        Set<TurnId> undone = session.facts().tally().undone();
        long head = session.log().head();
        for (long after = 0; after < head; ) {
            List<Entry> page = session.log().read(after, PAGE);
            for (Entry entry : page) {
                SessionEvent event = Events.event(entry);
                TurnId turn = undone.isEmpty() ? null : TurnEvents.turnOf(event);
                if (turn == null || !undone.contains(turn)) events.add(event);
            }
            after = page.getLast().seq();
        }
        return events;
    }
}

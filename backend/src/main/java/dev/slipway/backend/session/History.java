package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.protocol.SessionEvent;
import java.util.ArrayList;
import java.util.List;

/// A session's events, read back for the agent.
final class History {
    private static final int PAGE = 1000;

    private History() {}

    /// All events in order, as of now. Blocks.
    static List<SessionEvent> of(Session session) {
        List<SessionEvent> events = new ArrayList<>();
        long head = session.log().head();
        for (long after = 0; after < head; ) {
            List<Entry> page = session.log().read(after, PAGE);
            for (Entry entry : page) events.add(Events.event(entry));
            after = page.getLast().seq();
        }
        return events;
    }
}

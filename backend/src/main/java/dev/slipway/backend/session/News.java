package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.json.Json;
import java.util.List;

/// What of a session is worth a person's attention: that a turn ended, and with it that a question waits; that
/// somebody prompted; and that it is there at all. Its own seq is that of the newest such event.
final class News {
    private static final String BEGUN = Json.typeOf(SessionEvent.SessionCreated.class);
    private static final String PROMPTED = Json.typeOf(SessionEvent.PromptQueued.class);
    private static final String ENDED = Json.typeOf(SessionEvent.TurnFinished.class);

    private News() {}

    /// As the log tells; 0 where it is empty. In its lane.
    static long in(EventLog log) {
        if (log.head() == 0) return 0;
        long ended = log.nthLast(ENDED, 1, Long.MAX_VALUE);
        return Math.max(1, Math.max(ended, log.nthLast(PROMPTED, 1, Long.MAX_VALUE)));
    }

    static long after(long before, List<Entry> more) {
        return more.stream()
                .filter(entry -> List.of(BEGUN, PROMPTED, ENDED).contains(entry.type()))
                .mapToLong(Entry::seq)
                .reduce(before, Math::max);
    }
}

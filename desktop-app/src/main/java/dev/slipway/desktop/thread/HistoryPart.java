package dev.slipway.desktop.thread;

import dev.slipway.client.SessionView;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of older turns, loaded or not.
final class HistoryPart {
    /// Of the first event after it.
    final long before;

    final int turns;
    /// Of the first event.
    final long from;
    /// Null where it is not loaded.
    @Nullable
    List<TurnRows> rows;

    /// The end of a turn whose beginning is in the page before.
    private final List<Logged> without;
    /// The same of this page, for the one before.
    private List<Logged> orphans = List.of();

    HistoryPart(long before, int turns, long from, List<Logged> without, @Nullable List<TurnRows> rows) {
        this.before = before;
        this.turns = turns;
        this.from = from;
        this.without = without;
        this.rows = rows;
    }

    List<Logged> orphans() {
        return orphans;
    }

    SessionView fold(Page page) {
        SessionView view = SessionView.EMPTY;
        for (Logged logged : page.events()) view = view.apply(logged);
        for (Logged logged : without) view = view.apply(logged);
        orphans = begins(page.events());
        return view;
    }

    /// The events that belong to a turn which began before the page.
    private static List<Logged> begins(List<Logged> events) {
        int first = 0;
        while (first < events.size() && !(events.get(first).event() instanceof SessionEvent.TurnStarted)) first++;
        return List.copyOf(events.subList(0, first));
    }
}

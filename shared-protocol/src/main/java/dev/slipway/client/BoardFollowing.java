package dev.slipway.client;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage.Board;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the reading of the board stands. Client's thread only.
///
/// The board may be told with gaps until it has caught up, and an answer to a command may come ahead of its
/// place, or an event of the watching before; so nobody can tell what is missing until all is there. Until then
/// the events wait, and are told in their order.
final class BoardFollowing {
    private final BoardListener listener;
    private final SortedMap<Long, Board> waiting = new TreeMap<>();
    private @Nullable String epoch;
    private long last;
    private boolean live;

    BoardFollowing(BoardListener listener) {
        this.listener = listener;
    }

    BoardListener listener() {
        return listener;
    }

    /// What to ask so that it goes on after the last event that came.
    ClientMessage.Watch watch() {
        live = false;
        waiting.clear();
        return new ClientMessage.Watch(epoch, epoch == null ? null : last);
    }

    boolean isLive() {
        return live;
    }

    /// @return false where something is missing, so that it has to be asked for again
    boolean take(Board event) {
        if (!live) {
            waiting.put(event.seq(), event);
            return true;
        }
        if (!event.epoch().equals(epoch)) return false;
        if (event.seq() <= last) return true;
        if (event.seq() > last + 1) return false;
        tell(event);
        return true;
    }

    void caughtUp(String ofEpoch, long head) {
        epoch = ofEpoch;
        for (Board event : waiting.headMap(head + 1).values()) if (event.seq() > last) tell(event);
        waiting.clear();
        last = Math.max(last, head);
        live = true;
        listener.caughtUp(head);
    }

    void reset() {
        epoch = null;
        last = 0;
        live = false;
        waiting.clear();
        listener.reset();
    }

    private void tell(Board event) {
        last = event.seq();
        listener.event(event);
    }
}

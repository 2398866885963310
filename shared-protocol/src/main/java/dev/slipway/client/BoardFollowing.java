package dev.slipway.client;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage.Board;
import org.jspecify.annotations.Nullable;

/// Where the reading of the board stands. Connection's thread only.
final class BoardFollowing {
    private final BoardListener listener;
    private @Nullable String epoch;
    private long last;
    private boolean live;

    BoardFollowing(BoardListener listener) {
        this.listener = listener;
    }

    ClientMessage.Watch watch() {
        live = false;
        return new ClientMessage.Watch(epoch, epoch == null ? null : last);
    }

    /// @return false where something is missing, so that it has to be watched again
    boolean take(Board event) {
        if (event.seq() <= last) return true;
        if (live && event.seq() > last + 1) return false;
        last = event.seq();
        epoch = event.epoch();
        listener.event(event);
        return true;
    }

    void caughtUp(String ofEpoch, long head) {
        epoch = ofEpoch;
        last = Math.max(last, head);
        live = true;
        listener.caughtUp(head);
    }

    void reset() {
        epoch = null;
        last = 0;
        live = false;
        listener.reset();
    }
}

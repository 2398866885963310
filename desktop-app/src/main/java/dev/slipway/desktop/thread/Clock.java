package dev.slipway.desktop.thread;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// Since when what goes on goes on, by this machine's clock: the server's may tell another time.
final class Clock {
    private final LongSupplier now;
    private final Map<BlockId, Long> begun = new HashMap<>();
    private long lastEvent;

    /// @param now milliseconds since 1970
    Clock(LongSupplier now) {
        this.now = now;
    }

    long now() {
        return now.getAsLong();
    }

    /// @param live whether it happened just now
    void logged(Logged logged, boolean live) {
        lastEvent = live ? now() : Math.min(now(), logged.atMs());
        if (logged.event() instanceof SessionEvent.ToolStarted e) begun.put(e.blockId(), lastEvent);
        if (logged.event() instanceof SessionEvent.TurnFinished) begun.clear();
    }

    void grew(BlockId block) {
        begun.putIfAbsent(block, now());
    }

    long since(BlockId block) {
        return begun.getOrDefault(block, 0L);
    }

    long lastEvent() {
        return lastEvent;
    }

    void clear() {
        begun.clear();
    }
}

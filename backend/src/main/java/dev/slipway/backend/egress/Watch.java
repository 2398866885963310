package dev.slipway.backend.egress;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at the time of one connection, since neither a channel nor a write has a time-out of its own, and counts
/// its bytes. Thread-safe.
final class Watch implements AutoCloseable {
    private final Set<Closeable> ends = ConcurrentHashMap.newKeySet();
    private final Set<Watch> all;
    private final long lastsUntil;
    private volatile long until;
    private volatile long idleNs;
    private volatile boolean over;

    /// @param all those that are looked at
    Watch(Set<Watch> all, Duration longest) {
        this.all = all;
        this.lastsUntil = System.nanoTime() + longest.toNanos();
        this.until = lastsUntil;
        all.add(this);
    }

    /// What is closed when the time is over; at once if it is.
    void closes(Closeable end) {
        ends.add(end);
        if (over) end();
    }

    void forgets(Closeable end) {
        ends.remove(end);
    }

    /// All that comes next must be there in this time, however it trickles.
    void within(Duration time) {
        idleNs = 0;
        until = System.nanoTime() + time.toNanos();
    }

    /// From now on a byte must come or go at least this often.
    void idle(Duration most) {
        idleNs = most.toNanos();
        until = System.nanoTime() + idleNs;
    }

    void moved() {
        long most = idleNs;
        if (most > 0) until = System.nanoTime() + most;
    }

    boolean isOver() {
        return over;
    }

    void look(long now) {
        if (now - until < 0 && now - lastsUntil < 0) return;
        end();
    }

    /// Closes what it has to.
    void end() {
        over = true;
        for (Closeable end : ends) {
            try {
                end.close();
            } catch (IOException e) {
                // It is closed as far as it can be.
            }
        }
    }

    @Override
    public void close() {
        all.remove(this);
    }
}

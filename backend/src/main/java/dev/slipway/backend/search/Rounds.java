package dev.slipway.backend.search;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which sessions have to be looked at, one round of them after the other. Thread-safe.
final class Rounds implements AutoCloseable {
    // Guarded by this.
    private final Set<String> behind = new LinkedHashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private boolean begun;
    private boolean first = true;
    private int taking;
    private boolean closed;

    /// No round comes before this.
    synchronized void begin(Collection<String> all) {
        begun = true;
        behind.addAll(all);
        notifyAll();
    }

    synchronized void changed(String session) {
        if (behind.add(session)) notifyAll();
    }

    synchronized void deleted(String session) {
        deleted.add(session);
        behind.add(session);
        notifyAll();
    }

    /// In the next round, whenever that is.
    synchronized void look(Collection<String> sessions) {
        behind.addAll(sessions);
    }

    /// Waits for a round; empty at the end.
    synchronized List<String> next() throws InterruptedException {
        while (!closed && (!begun || behind.isEmpty())) wait();
        if (closed) return List.of();
        List<String> round = List.copyOf(behind);
        behind.clear();
        taking = round.size();
        return round;
    }

    /// One of the round was looked at.
    ///
    /// @param taken whether it is done; else it comes again
    synchronized boolean done(String session, boolean taken) {
        taking--;
        if (!taken) behind.add(session);
        notifyAll();
        return taken;
    }

    /// The round is over.
    synchronized void ended() {
        first = false;
        notifyAll();
    }

    synchronized void pause(long ms) throws InterruptedException {
        long until = System.nanoTime() + ms * 1_000_000;
        for (long left = ms; left > 0 && !closed; left = (until - System.nanoTime()) / 1_000_000) wait(left);
    }

    /// Waits until the first round is over, or there will be none.
    synchronized void awaitFirst() throws InterruptedException {
        while (first && !closed && !isComplete()) wait();
    }

    synchronized boolean isComplete() {
        return begun && behind.isEmpty() && taking == 0;
    }

    synchronized boolean isDeleted(String session) {
        return deleted.contains(session);
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /// How many there are still to be looked at.
    synchronized int left() {
        return behind.size() + taking;
    }

    /// Waits until there are fewer than that.
    synchronized int less(int before) throws InterruptedException {
        while (left() >= before && !closed) wait();
        if (closed) throw new InterruptedException("the index is being closed");
        return left();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}

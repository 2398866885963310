package dev.slipway.backend.events;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/// Those who follow a log from its newest event on. They stay where its file is closed, and go on following once it is
/// opened again with them. Thread-safe.
public final class Followers {
    /// Frames to any of them: a third of a processor's work, or of all of them where there are more.
    private static final long FRAMES = 10_000;

    private final Share share = Share.ofThisMachine(FRAMES);
    // Guarded by this.
    private final List<Follower> all = new ArrayList<>();

    public synchronized boolean isEmpty() {
        return all.isEmpty();
    }

    synchronized Subscription add(Subscriber subscriber, long head) {
        Follower follower = new Follower(this, subscriber, head);
        all.add(follower);
        return follower;
    }

    /// Of what is sent to them. What exceeds it is to wait; text that waits goes out joined.
    Share share() {
        return share;
    }

    synchronized void offer(Entry entry) {
        share.take(all.size(), entry.json().length);
        offer(follower -> follower.take(entry));
    }

    synchronized void offer(LiveText text) {
        share.take(all.size(), text.text().length());
        offer(follower -> follower.subscriber.offer(text));
    }

    /// Tells all that the log is gone for good, and ends their subscriptions.
    public synchronized void dismiss() {
        List<Follower> left = List.copyOf(all);
        all.clear();
        left.forEach(follower -> follower.subscriber.gone());
    }

    private void offer(Predicate<Follower> taken) {
        for (Iterator<Follower> each = all.iterator(); each.hasNext(); ) {
            Follower follower = each.next();
            if (taken.test(follower)) continue;
            each.remove();
            follower.subscriber.lagging(follower.lastSeq);
        }
    }

    private synchronized void remove(Follower follower) {
        all.remove(follower);
    }

    private static final class Follower implements Subscription {
        private final Followers among;
        private final Subscriber subscriber;
        // Guarded by those among whom it is.
        private long lastSeq;

        Follower(Followers among, Subscriber subscriber, long lastSeq) {
            this.among = among;
            this.subscriber = subscriber;
            this.lastSeq = lastSeq;
        }

        boolean take(Entry entry) {
            if (!subscriber.offer(entry)) return false;
            lastSeq = entry.seq();
            return true;
        }

        @Override
        public void close() {
            among.remove(this);
        }
    }
}

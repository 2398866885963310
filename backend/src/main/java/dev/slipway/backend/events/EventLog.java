package dev.slipway.backend.events;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.NewRow;
import dev.slipway.backend.store.Outputs;
import dev.slipway.backend.store.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A log and those who follow it. What is offered to subscribers was written before. Thread-safe: all work is
/// done in the log's lane; calls block until it is.
public final class EventLog implements AutoCloseable {
    private static final int PAGE_ROWS = 500;
    private static final long PAGE_BYTES = 1 << 20;

    private final LogFile file;
    private final Lane lane;
    private final Texts texts;
    private final String epoch;
    // Lane only.
    private final List<Follower> followers = new ArrayList<>();
    private volatile int followerCount;
    private final AtomicInteger catchingUp = new AtomicInteger();
    private volatile long head;
    private boolean closed;

    private EventLog(LogFile file, Lane lane, @Nullable Outputs outputs) {
        this.file = file;
        this.lane = lane;
        this.epoch = file.epoch();
        this.head = file.head();
        this.texts = new Texts(file, outputs, lane, this::offerText);
    }

    /// Takes over the file and the outputs; to be called in the lane.
    ///
    /// @param outputs null for a log that has none
    public static EventLog open(LogFile file, Lane lane, @Nullable Outputs outputs) {
        return new EventLog(file, lane, outputs);
    }

    public String epoch() {
        return epoch;
    }

    /// The newest seq, 0 in an empty log.
    public long head() {
        return head;
    }

    public boolean hasSubscribers() {
        return followerCount > 0 || catchingUp.get() > 0;
    }

    /// Writes the rows in one commit, then offers them to all subscribers.
    ///
    /// @param endedBlocks whose texts have their final event among these rows
    /// @throws dev.slipway.backend.store.StorageFailed and then nothing was written or offered
    public List<Entry> append(List<NewRow> rows, Durability durability, Collection<String> endedBlocks) {
        return lane.call(() -> {
            texts.drain();
            List<Row> written = file.append(rows, durability, endedBlocks);
            texts.forget(endedBlocks);
            return offerAll(written);
        });
    }

    /// As [#append], and the row stands for everything with these keys from now on.
    public Entry appendKeyed(List<String> keys, NewRow row, Durability durability) {
        return lane.call(
                () -> offerAll(List.of(file.appendKeyed(keys, row, durability))).getFirst());
    }

    /// Removes rows of a type that a later one with the same key replaced; their seqs stay unused.
    public void forgetReplaced(String type) {
        lane.call(() -> {
            file.forgetReplaced(type);
            return head;
        });
    }

    /// More of a text. Returns at once unless a great deal waits to be written; what arrives during a write
    /// goes into the next one together.
    public void draft(String blockId, String kind, String text) {
        texts.add(blockId, kind, text);
    }

    /// More of a tool call's output.
    public void output(String blockId, byte[] bytes) {
        texts.addOutput(blockId, bytes);
    }

    /// The whole output is there.
    ///
    /// @return its size in bytes
    public long endOutput(String blockId) {
        return lane.call(() -> texts.endOutput(blockId));
    }

    /// A text that is still growing, whole, or the kept end of an output; empty where it is not.
    public Optional<LiveText> draftText(String blockId) {
        return lane.call(() -> {
            texts.drain();
            return texts.open().stream()
                    .filter(t -> t.blockId().equals(blockId))
                    .findFirst();
        });
    }

    /// The texts that have no final event, as they were left or are growing.
    public List<LiveText> drafts() {
        return lane.call(() -> {
            texts.drain();
            return texts.open();
        });
    }

    public long outputSize(String blockId) {
        return lane.call(() -> texts.outputs().size(blockId));
    }

    public byte[] readOutput(String blockId, long offset, int atMost) {
        return lane.call(() -> texts.outputs().read(blockId, offset, atMost));
    }

    /// Entries with a seq over `after`, oldest first; fewer than asked for where they are large, none at the
    /// end.
    public List<Entry> read(long after, int atMost) {
        return lane.call(() ->
                file.read(after, atMost, PAGE_BYTES).stream().map(Entry::new).toList());
    }

    public Optional<Entry> answer(String requestId) {
        return lane.call(() -> file.answer(requestId).map(Entry::new));
    }

    /// What was last kept under a name beside the log; empty where nothing was.
    public Optional<String> note(String name) {
        return lane.call(() -> file.note(name));
    }

    /// Keeps a text under a name, instead of what was there; it survives a killed process.
    public void keepNote(String name, String text) {
        keepNote(name, () -> text);
    }

    /// As [#keepNote], of what is asked for in the lane, so that the last one to keep it keeps the newest.
    public void keepNote(String name, Supplier<String> text) {
        lane.call(() -> {
            file.keepNote(name, text.get());
            return head;
        });
    }

    /// Looks at every page of the file before something is written, unless that was done.
    ///
    /// @throws dev.slipway.backend.store.DamagedLog where anything in it is damaged
    public void requireSound() {
        lane.call(() -> {
            if (!closed) file.requireSound();
            return head;
        });
    }

    /// The seq of the nth row of a type, counted from the newest under `before`; 0 where there are not so many.
    public long nthLast(String type, int n, long before) {
        return lane.call(() -> file.nthLast(type, n, before));
    }

    /// Gives the subscriber everything after `after`, at its own speed, and then whatever comes. Blocks until
    /// it has caught up. The step from reading to following happens in the lane, where nothing can be appended
    /// in between: no gap, no repeat.
    public Subscription subscribe(long after, Subscriber subscriber) throws InterruptedException {
        long cursor = after;
        catchingUp.incrementAndGet();
        try {
            while (true) {
                long from = cursor;
                Object next = lane.call(() -> pageOrFollow(from, subscriber));
                if (next instanceof Follower follower) return follower;
                @SuppressWarnings("unchecked")
                List<Entry> page = (List<Entry>) next;
                subscriber.backlog(page);
                cursor = page.getLast().seq();
            }
        } finally {
            catchingUp.decrementAndGet();
        }
    }

    /// Tells all subscribers that this log is gone for good, and ends their subscriptions.
    public void dismiss() {
        lane.call(() -> {
            List<Follower> left = List.copyOf(followers);
            followers.clear();
            followerCount = 0;
            left.forEach(follower -> follower.subscriber.gone());
            return head;
        });
    }

    /// Writes what waits, ends all subscriptions without a word, and closes the file. The lane stays usable.
    @Override
    public void close() {
        lane.call(() -> {
            if (closed) return head;
            closed = true;
            texts.close();
            followers.clear();
            followerCount = 0;
            file.close();
            return head;
        });
    }

    private Object pageOrFollow(long after, Subscriber subscriber) {
        if (closed) throw new IllegalStateException("the log is closed");
        List<Row> rows = file.read(after, PAGE_ROWS, PAGE_BYTES);
        if (!rows.isEmpty()) return rows.stream().map(Entry::new).toList();
        texts.drain();
        Follower follower = new Follower(subscriber, head);
        followers.add(follower);
        followerCount = followers.size();
        subscriber.caughtUp(head, texts.open());
        return follower;
    }

    private List<Entry> offerAll(List<Row> rows) {
        List<Entry> entries = rows.stream().map(Entry::new).toList();
        for (Entry entry : entries) {
            head = entry.seq();
            offer(follower -> follower.take(entry));
        }
        return entries;
    }

    private void offerText(LiveText text) {
        offer(follower -> follower.subscriber.offer(text));
    }

    private void offer(Predicate<Follower> taken) {
        for (Iterator<Follower> each = followers.iterator(); each.hasNext(); ) {
            Follower follower = each.next();
            if (taken.test(follower)) continue;
            each.remove();
            followerCount = followers.size();
            follower.subscriber.lagging(follower.lastSeq);
        }
    }

    /// One who has caught up. Lane only, but for close.
    private final class Follower implements Subscription {
        private final Subscriber subscriber;
        private long lastSeq;

        Follower(Subscriber subscriber, long lastSeq) {
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
            lane.call(() -> {
                followers.remove(this);
                followerCount = followers.size();
                return head;
            });
        }
    }
}

package dev.slipway.backend.events;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A subscriber that remembers, and takes only so much.
final class Reader implements Subscriber {
    final List<LiveText> texts = new ArrayList<>();
    final List<LiveText> drafts = new ArrayList<>();
    volatile int room;
    volatile long laggingAt = -1;
    volatile long caughtUpAt = -1;
    volatile boolean gone;
    long after;
    private final List<Long> seqs = new ArrayList<>();
    private volatile CountDownLatch held = new CountDownLatch(0);

    Reader(int room) {
        this.room = room;
    }

    void begin(long from) {
        after = from;
    }

    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    void subscribe(EventLog log, long from) {
        try {
            log.subscribe(from, this);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    synchronized List<Long> seqs() {
        return List.copyOf(seqs);
    }

    /// All that was shown of a block, put where its offsets say.
    synchronized String shown(String block) {
        StringBuilder shown = new StringBuilder();
        for (LiveText text : texts) {
            if (!text.blockId().equals(block)) continue;
            if (text.offset() != shown.length())
                throw new AssertionError("a piece at " + text.offset() + " after " + shown.length());
            shown.append(text.text());
        }
        return shown.toString();
    }

    @Override
    public void backlog(List<Entry> entries) throws InterruptedException {
        held.await();
        synchronized (this) {
            entries.forEach(e -> seqs.add(e.seq()));
        }
    }

    @Override
    public synchronized void caughtUp(long head, List<LiveText> growing) {
        caughtUpAt = head;
        drafts.addAll(growing);
    }

    @Override
    public synchronized boolean offer(Entry entry) {
        if (seqs.size() >= room) return false;
        return seqs.add(entry.seq());
    }

    @Override
    public synchronized boolean offer(LiveText text) {
        return texts.add(text);
    }

    @Override
    public void lagging(long lastSeq) {
        laggingAt = lastSeq;
    }

    @Override
    public void gone() {
        gone = true;
    }
}

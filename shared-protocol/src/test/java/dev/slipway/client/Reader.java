package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/// A listener that keeps what it is told, and complains where it doesn't fit what it was told before.
final class Reader implements SessionListener {
    private final List<Logged> events = new ArrayList<>();
    private final Map<BlockId, String> texts = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<ErrorCode> failures = new ArrayList<>();
    private long caughtUp = -1;
    private int resets;

    @Override
    public synchronized void logged(Logged logged) {
        if (!events.isEmpty() && logged.seq() != events.getLast().seq() + 1)
            complaints.add(logged.seq() + " after " + events.getLast().seq());
        events.add(logged);
    }

    @Override
    public synchronized void delta(Delta delta) {
        String before = texts.getOrDefault(delta.blockId(), "");
        if (delta.offset() != before.length())
            complaints.add("a delta at " + delta.offset() + " after " + before.length() + " characters");
        texts.put(delta.blockId(), before + delta.text());
    }

    @Override
    public synchronized void draft(Draft draft) {
        texts.put(draft.blockId(), draft.text());
    }

    @Override
    public synchronized void caughtUp(long head) {
        if (!events.isEmpty() && events.getLast().seq() < head) complaints.add("caught up too early at " + head);
        caughtUp = head;
    }

    @Override
    public synchronized void reset() {
        resets++;
        events.clear();
        texts.clear();
    }

    @Override
    public synchronized void failed(ErrorCode code, String message) {
        failures.add(code);
    }

    synchronized List<Long> seqs() {
        return events.stream().map(Logged::seq).toList();
    }

    synchronized List<Logged> events() {
        return List.copyOf(events);
    }

    synchronized String text(BlockId block) {
        return texts.getOrDefault(block, "");
    }

    synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    synchronized List<ErrorCode> failures() {
        return List.copyOf(failures);
    }

    synchronized int resets() {
        return resets;
    }

    synchronized long caughtUp() {
        return caughtUp;
    }

    /// Waits until the newest event has this seq; then all must have come in order.
    void awaitSeq(String what, long seq) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> !seqs().isEmpty() && seqs().getLast() >= seq);
        assertThat(complaints()).as(what).isEmpty();
    }
}

package dev.slipway.backend.events;

import dev.slipway.backend.store.DraftRow;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.Outputs;
import dev.slipway.backend.store.StorageFailed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Text that grows: it is added from any thread, and written and offered in the lane, all that has gathered at
/// once. So a lone token goes out at once, and a flood of them in few writes, fewer still where a crowd follows.
final class Texts {
    private static final Logger LOG = LoggerFactory.getLogger(Texts.class);
    static final String OUTPUT = "output";
    private static final int PENDING_BOUND = 4 << 20;
    /// Pieces of text: more than models say.
    private static final long PIECES = 4_000;

    private final LogFile file;
    private final @Nullable Outputs outputs;
    private final Lane lane;
    private final Followers followers;
    private final Semaphore room = new Semaphore(PENDING_BOUND);
    private final Share share = Share.ofThisMachine(PIECES);
    // Guarded by this.
    private List<Chunk> pending = new ArrayList<>();
    private boolean scheduled;
    // Lane only.
    private final Map<String, OpenText> open = new LinkedHashMap<>();
    private boolean closed;

    private record Chunk(String blockId, String kind, String text, byte @Nullable [] bytes, int permits) {}

    Texts(LogFile file, @Nullable Outputs outputs, Lane lane, Followers followers) {
        this.file = file;
        this.outputs = outputs;
        this.lane = lane;
        this.followers = followers;
        for (DraftRow left : file.drafts())
            openText(left.blockId(), left.kind()).add(left.text());
    }

    void add(String blockId, String kind, String text) {
        if (text.isEmpty()) return;
        share.take(1, text.length());
        long left = share.leftNanos();
        if (left > 0 && !lane.isCurrent()) LockSupport.parkNanos(left);
        gather(new Chunk(blockId, kind, text, null, permits(text.length())));
    }

    void addOutput(String blockId, byte[] bytes) {
        if (bytes.length > 0) gather(new Chunk(blockId, OUTPUT, "", bytes, permits(bytes.length)));
    }

    Outputs outputs() {
        if (outputs == null) throw new IllegalStateException("this log has no outputs");
        return outputs;
    }

    /// The texts that have no final event. Lane only.
    List<LiveText> open() {
        return open.values().stream().map(OpenText::whole).toList();
    }

    /// Writes all that has gathered in one commit, then offers it. Lane only.
    void drain() {
        List<Chunk> chunks;
        synchronized (this) {
            scheduled = false;
            if (pending.isEmpty()) return;
            chunks = pending;
            pending = new ArrayList<>();
        }
        try {
            if (!closed) write(chunks);
        } finally {
            room.release(chunks.stream().mapToInt(Chunk::permits).sum());
        }
    }

    long endOutput(String blockId) {
        drain();
        return outputs().end(blockId);
    }

    void forget(Collection<String> blocks) {
        for (String block : blocks) open.remove(block);
    }

    void close() {
        drain();
        closed = true;
        if (outputs != null) outputs.close();
    }

    private void gather(Chunk chunk) {
        // In the lane itself nobody else could make room.
        if (lane.isCurrent()) drain();
        room.acquireUninterruptibly(chunk.permits());
        boolean first;
        synchronized (this) {
            pending.add(chunk);
            first = !scheduled;
            scheduled = true;
        }
        if (!first) return;
        long left = followers.share().leftNanos();
        if (left == 0) lane.submit(this::drain);
        else
            CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS, lane::submit)
                    .execute(this::drain);
    }

    private void write(List<Chunk> chunks) {
        Map<String, StringBuilder> grown = new LinkedHashMap<>();
        for (Chunk chunk : chunks) {
            OpenText text = openText(chunk.blockId(), chunk.kind());
            if (text.isBroken()) continue;
            StringBuilder more = grown.computeIfAbsent(chunk.blockId(), b -> new StringBuilder());
            byte[] bytes = chunk.bytes();
            if (bytes == null) more.append(text.join(chunk.text()));
            else if (kept(chunk.blockId(), bytes, text)) more.append(text.decode(bytes));
        }
        grown.values().removeIf(StringBuilder::isEmpty);
        keepDrafts(grown);
        grown.forEach((block, more) -> {
            OpenText text = openText(block, "");
            long start = text.length();
            text.add(more.toString());
            followers.offer(text.piece(start, more));
        });
    }

    private boolean kept(String block, byte[] bytes, OpenText text) {
        try {
            outputs().append(block, bytes);
            return true;
        } catch (StorageFailed e) {
            breakOff(text, e);
            return false;
        }
    }

    /// What can't be written is not shown either, and taken out.
    private void keepDrafts(Map<String, StringBuilder> grown) {
        List<DraftRow> rows = new ArrayList<>();
        grown.forEach((block, more) -> {
            OpenText text = openText(block, "");
            if (!text.kind().equals(OUTPUT)) rows.add(new DraftRow(block, text.kind(), more.toString()));
        });
        if (rows.isEmpty()) return;
        try {
            file.appendDrafts(rows);
        } catch (StorageFailed e) {
            for (DraftRow row : rows) {
                breakOff(openText(row.blockId(), row.kind()), e);
                grown.remove(row.blockId());
            }
        }
    }

    private static void breakOff(OpenText text, StorageFailed why) {
        text.breakOff();
        LOG.warn("text that streams could not be kept: {}", why.getMessage());
    }

    private OpenText openText(String blockId, String kind) {
        return open.computeIfAbsent(blockId, b -> new OpenText(b, kind));
    }

    private static int permits(int size) {
        return Math.min(PENDING_BOUND, size);
    }
}

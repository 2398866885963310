package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.files.Utf8;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;

/// What clients read of sessions' pasts. Every call may block for the disk. Thread-safe.
public final class Reading {
    private static final long MOST_PAGE_BYTES = 8 << 20;

    private final Sessions sessions;

    Reading(Sessions sessions) {
        this.sessions = sessions;
    }

    /// The seq after which the last `turns` turns before `before` begin; 0 where there are not so many.
    public long tailStart(EventLog log, int turns, long before) {
        if (turns == 0) return Math.max(0, before - 1);
        long start = log.nthLast("turn_started", turns, before);
        return Math.max(0, start - 1);
    }

    /// The events with a seq over `after` and under `before`; of more than about 8 MB the newest, and at least one.
    public List<ServerMessage.Logged> read(SessionId id, EventLog log, long after, long before) {
        ArrayDeque<Entry> kept = new ArrayDeque<>();
        long bytes = 0;
        for (long from = after; from < before - 1; ) {
            List<Entry> page = log.read(from, 1000);
            if (page.isEmpty()) break;
            for (Entry entry : page) {
                if (entry.seq() >= before) break;
                kept.add(entry);
                bytes += entry.json().length;
                while (bytes > MOST_PAGE_BYTES && kept.size() > 1)
                    bytes -= kept.remove().json().length;
            }
            from = page.getLast().seq();
        }
        return kept.stream()
                .map(entry -> new ServerMessage.Logged(id, log.epoch(), entry.seq(), entry.atMs(), Events.event(entry)))
                .toList();
    }

    /// A part of a tool call's whole output, bytes that aren't UTF-8 replaced.
    public ServerMessage.Output output(SessionId id, BlockId block, long offset, int atMost) {
        EventLog log = sessions.log(id);
        long total = log.outputSize(block.value());
        byte[] part = log.readOutput(block.value(), offset, atMost);
        int end = Utf8.wholeCharacters(part, offset + part.length < total);
        String text = new String(part, 0, end, StandardCharsets.UTF_8);
        Long next = offset + end < total && end > 0 ? offset + end : null;
        return new ServerMessage.Output(id, block, offset, text, next, total);
    }
}

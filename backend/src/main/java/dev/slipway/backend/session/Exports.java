package dev.slipway.backend.session;

import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.Row;
import dev.slipway.backend.store.Salvage;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.SessionId;
import java.time.Clock;
import java.util.List;

/// Writes sessions to files, also damaged ones as far as they can be read. Thread-safe.
public final class Exports {
    static final int PAGE_ROWS = 500;
    static final long PAGE_BYTES = 1 << 20;

    private final Sessions sessions;
    private final SessionFiles files;
    private final String version;
    private final Clock clock;

    /// @param version of this Slipway
    public Exports(Sessions sessions, SessionFiles files, String version, Clock clock) {
        this.sessions = sessions;
        this.files = files;
        this.version = version;
        this.clock = clock;
    }

    /// All that was written to it until now, ready to be written to a file; whoever asked closes it. Blocks for as long
    /// as it takes to read its log.
    ///
    /// @throws Refused where there is no such session
    public Export of(SessionId id) {
        if (!files.exists(id.value())) throw Refused.unknown(id);
        try {
            return sound(id);
        } catch (DamagedLog e) {
            if (e.isNewer()) throw e;
            sessions.board().damaged(id, e.getMessage());
            return salvaged(id, e.getMessage());
        }
    }

    private Export sound(SessionId id) {
        EventLog log = sessions.log(id);
        long head = log.head();
        ExportPlan plan = new ExportPlan(sessions.board().session(id).orElse(null), head);
        // Asked for anew each time: who reads slowly may find it closed meanwhile.
        ExportRows rows = after -> sessions.log(id).read(after, PAGE_ROWS).stream()
                .map(entry -> new Row(entry.seq(), entry.atMs(), entry.type(), null, entry.json()))
                .toList();
        plan.look(rows);
        if (plan.isMissingAny()) throw DamagedLog.because(files.file(id.value()), "events of it can't be read");
        return new Export(plan, plan.manifest(id, version, clock.millis(), files, null), log.epoch(), rows, files);
    }

    private Export salvaged(SessionId id, String problem) {
        Salvage found = Salvage.open(files.file(id.value()));
        try {
            ExportPlan plan = new ExportPlan(sessions.board().session(id).orElse(null), found.head());
            ExportRows rows = new ExportRows() {
                @Override
                public List<Row> after(long seq) {
                    return found.read(seq, PAGE_ROWS, PAGE_BYTES);
                }

                @Override
                public void close() {
                    found.close();
                }
            };
            plan.look(rows);
            return new Export(plan, plan.manifest(id, version, clock.millis(), files, problem), "damaged", rows, files);
        } catch (RuntimeException e) {
            found.close();
            throw e;
        }
    }
}

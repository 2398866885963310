package dev.slipway.backend.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One log in one SQLite file: rows with seq 1, 2, 3 …, and drafts beside them. To be used in one lane only;
/// closed by who opened it. Every call throws [StorageFailed] where the machine fails, and then nothing was
/// written.
public final class LogFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
    private static final int NEVER_TOLD = 0;
    private static final String ROWS = "SELECT seq, at_ms, type, request_id, json FROM events";

    private final Path file;
    private final Sqlite db;
    private final Clock clock;
    private final String epoch;
    private final Soundness soundness;
    private long head;
    private boolean full;

    private LogFile(Path file, Sqlite db, Soundness soundness, Clock clock) throws SQLException {
        this.file = file;
        this.db = db;
        this.soundness = soundness;
        this.clock = clock;
        this.epoch = db.text("SELECT value FROM facts WHERE name = 'epoch'")
                .orElseThrow(() -> DamagedLog.because(file, "the log has no epoch"));
        this.head = db.number("SELECT coalesce(max(seq), 0) FROM events");
    }

    /// Opens the file, makes it if it isn't there, and brings an older one up to date.
    ///
    /// @throws DamagedLog where it can't be used as it is
    public static LogFile open(Path file, Clock clock) {
        return open(file, Soundness::assumed, clock);
    }

    /// As [#open], for one that may only be read: nothing is written before every page of the file was looked at, so
    /// that opening doesn't take longer for a long log. Until then damage is found where it is read.
    public static LogFile openToRead(Path file, Clock clock) {
        return open(file, Soundness::unknown, clock);
    }

    private static LogFile open(Path file, BiFunction<Path, Sqlite, Soundness> soundness, Clock clock) {
        Sqlite db = Sqlite.open(file);
        try {
            return new LogFile(file, db, soundness.apply(file, db), clock);
        } catch (SQLException e) {
            db.close();
            throw Sqlite.failure(file, e);
        } catch (RuntimeException e) {
            db.close();
            throw e;
        }
    }

    /// As [#open], after a look at every page of the file.
    ///
    /// @throws DamagedLog where anything in it is damaged
    public static LogFile openChecked(Path file, Clock clock) {
        LogFile log = openToRead(file, clock);
        try {
            log.requireSound();
            return log;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /// As [#openChecked]; a damaged file is set aside under another name and made anew, with another epoch. For
    /// what can be rebuilt from elsewhere.
    ///
    /// @throws DamagedLog where a newer version made it
    public static LogFile openOrAnew(Path file, Clock clock) {
        try {
            return openChecked(file, clock);
        } catch (DamagedLog e) {
            if (e.isNewer()) throw e;
            LOG.warn("{}; it is set aside and made anew", e.getMessage());
            Soundness.setAside(file, clock);
            return open(file, clock);
        }
    }

    /// Random, made with the log.
    public String epoch() {
        return epoch;
    }

    /// The newest seq, 0 in an empty log.
    public long head() {
        return head;
    }

    /// Appends all rows in one transaction, and removes the drafts of the given blocks in the same.
    public List<Row> append(List<NewRow> rows, Durability durability, Collection<String> endedBlocks) {
        List<Row> appended = transaction(durability, () -> {
            List<Row> written = insert(rows);
            for (String block : endedBlocks) db.execute("DELETE FROM drafts WHERE block_id = ?", block);
            return written;
        });
        if (!appended.isEmpty()) head = appended.getLast().seq();
        return appended;
    }

    /// As [#append], and the row stands for everything with these keys from now on.
    public Row appendKeyed(List<String> keys, NewRow row, Durability durability) {
        Row appended = transaction(durability, () -> {
            Row written = insert(List.of(row)).getFirst();
            for (String key : keys)
                db.execute(
                        "INSERT INTO latest VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET seq = excluded.seq",
                        key,
                        written.seq());
            return written;
        });
        head = appended.seq();
        return appended;
    }

    /// Removes rows that a later one with the same key replaced; their seqs stay unused.
    public void forgetReplaced(String type) {
        transaction(Durability.kill, () -> {
            db.execute("DELETE FROM events WHERE type = ? AND seq NOT IN (SELECT seq FROM latest)", type);
            return NEVER_TOLD;
        });
    }

    /// Rows with a seq over `after`, oldest first, at most so many and (after the first) at most so many bytes.
    public List<Row> read(long after, int atMost, long bytesAtMost) {
        return asking(() -> {
            List<Row> rows = new ArrayList<>();
            long[] bytes = {0};
            db.each(
                    ROWS + " WHERE seq > ? ORDER BY seq LIMIT ?",
                    result -> {
                        Row row = row(result);
                        bytes[0] += row.json().length;
                        if (!rows.isEmpty() && bytes[0] > bytesAtMost) return false;
                        return rows.add(row);
                    },
                    after,
                    atMost);
            return rows;
        });
    }

    /// The row that answers a request.
    public Optional<Row> answer(String requestId) {
        return asking(() -> {
            List<Row> rows = new ArrayList<>();
            db.each(ROWS + " WHERE request_id = ?", result -> rows.add(row(result)), requestId);
            return rows.stream().findFirst();
        });
    }

    /// The seq of the nth row of a type, counted from the newest under `before`; 0 where there are not so many.
    public long nthLast(String type, int n, long before) {
        return asking(() -> db.number(
                "SELECT coalesce((SELECT seq FROM events WHERE type = '" + plain(type)
                        + "' AND seq < ? ORDER BY seq DESC LIMIT 1 OFFSET ?), 0)",
                before,
                n - 1));
    }

    /// Adds to the texts of blocks, a row for each, in one transaction.
    public void appendDrafts(List<DraftRow> chunks) {
        transaction(Durability.kill, () -> {
            for (DraftRow chunk : chunks)
                db.execute(
                        "INSERT INTO drafts (block_id, kind, text) VALUES (?, ?, ?)",
                        chunk.blockId(),
                        chunk.kind(),
                        chunk.text());
            return NEVER_TOLD;
        });
    }

    /// The whole texts of all blocks that have no final event, in the order they began.
    public List<DraftRow> drafts() {
        return asking(() -> {
            List<DraftRow> drafts = new ArrayList<>();
            db.each(
                    "SELECT block_id, kind, group_concat(text, '' ORDER BY id) FROM drafts GROUP BY block_id"
                            + " ORDER BY min(id)",
                    r -> drafts.add(new DraftRow(r.getString(1), r.getString(2), r.getString(3))));
            return drafts;
        });
    }

    /// Which session a `create_session` request made.
    public Optional<String> sessionOf(String requestId) {
        return asking(() -> db.text("SELECT session_id FROM requests WHERE request_id = ?", requestId));
    }

    /// Remembers which session a `create_session` request made.
    public void rememberRequest(String requestId, String sessionId) {
        transaction(Durability.kill, () -> {
            db.execute("INSERT OR IGNORE INTO requests VALUES (?, ?)", requestId, sessionId);
            return NEVER_TOLD;
        });
    }

    /// What was last kept under a name beside the rows; empty where nothing was.
    public Optional<String> note(String name) {
        return asking(() -> db.text("SELECT value FROM facts WHERE name = ?", "note_" + name));
    }

    /// Keeps a text under a name, instead of what was there.
    public void keepNote(String name, String text) {
        transaction(Durability.kill, () -> {
            db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", "note_" + name, text);
            return NEVER_TOLD;
        });
    }

    /// Looks at every page of the file, unless that was done since it was opened.
    ///
    /// @throws DamagedLog where anything in it is damaged
    public void requireSound() {
        soundness.require();
    }

    /// Writes a whole copy of a log to a new file, as of now, while whoever has it open goes on. The copy is
    /// another log, with an epoch of its own: what is appended to this one after it will not be there. Blocks in
    /// native code; in no lane.
    public static void copy(Path file, Path target, Clock clock) {
        Sqlite.copy(file, target);
        try (LogFile copy = openChecked(target, clock)) {
            copy.transaction(Durability.power_cut, () -> {
                copy.db.execute("UPDATE facts SET value = ? WHERE name = 'epoch'", Schema.freshEpoch());
                return NEVER_TOLD;
            });
        }
    }

    @Override
    public void close() {
        db.close();
    }

    /// How SQLite's commits wait for the disk now: 1 NORMAL, 2 FULL.
    long synchronous() {
        return asking(() -> db.number("PRAGMA synchronous"));
    }

    private List<Row> insert(List<NewRow> rows) throws SQLException {
        long now = clock.millis();
        long seq = head;
        List<Row> written = new ArrayList<>(rows.size());
        for (NewRow row : rows) {
            seq++;
            long at = row.atMs() == null ? now : row.atMs();
            db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", seq, at, row.type(), row.requestId(), row.json());
            written.add(new Row(seq, at, row.type(), row.requestId(), row.json()));
        }
        return written;
    }

    private <T> T transaction(Durability durability, Sqlite.Work<T> work) {
        soundness.require();
        try {
            boolean wanted = durability == Durability.power_cut;
            if (wanted != full) db.execute("PRAGMA synchronous = " + (wanted ? "FULL" : "NORMAL"));
            full = wanted;
            return db.transaction(work);
        } catch (SQLException e) {
            throw Sqlite.failure(file, e);
        }
    }

    private <T> T asking(Sqlite.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Sqlite.failure(file, e);
        }
    }

    private static Row row(java.sql.ResultSet result) throws SQLException {
        return new Row(
                result.getLong(1), result.getLong(2), result.getString(3), result.getString(4), result.getBytes(5));
    }

    private static String plain(String type) {
        if (!type.matches("[a-z_]+")) throw new IllegalArgumentException(type);
        return type;
    }
}

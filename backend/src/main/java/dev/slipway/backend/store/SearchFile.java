package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A full-text index in one SQLite file. Everything in it is also elsewhere, so that it may be thrown away. To be used
/// in one lane only; closed by who opened it. Every call throws [StorageFailed] where the machine fails, and
/// [DamagedLog] where the file is damaged.
public final class SearchFile implements AutoCloseable {
    /// Stand around what was found in a [Match]'s snippet.
    public static final char BEGIN = '\u0002';

    public static final char END = '\u0003';

    private final Path file;
    private final Sqlite db;
    private final SpentTurns spent;

    private SearchFile(Path file, Sqlite db) {
        this.file = file;
        this.db = db;
        this.spent = new SpentTurns(db);
    }

    /// By what is added up.
    public enum By {
        person,
        repository,
        session,
        turn
    }

    /// What turns of one model used.
    ///
    /// @param name of what it was added up by
    public record Spent(String name, String model, int turns, SearchRow.Tokens tokens) {}

    /// How far a session's log has been taken in.
    public record Head(String epoch, long seq) {}

    /// @param expression in FTS5's language
    /// @param sessions in which to look: a JSON array of their ids
    /// @param fromMs and
    /// @param untilMs when it was written, the latter excluded
    /// @param person who wrote it, or what it answers; null for anyone
    public record Wanted(
            String expression,
            String sessions,
            long fromMs,
            long untilMs,
            @Nullable String person,
            boolean newestFirst,
            int offset,
            int atMost) {}

    /// @param snippet with [#BEGIN] and [#END] around what was found
    public record Match(
            String session,
            long seq,
            long atMs,
            String place,
            @Nullable String turn,
            @Nullable String person,
            String snippet) {}

    /// Opens the file, or makes it; one that is damaged, or that another version made, is removed before.
    public static SearchFile openOrAnew(Path file) {
        try {
            return new SearchFile(file, Sqlite.open(file, SearchSchema::bringUpToDate));
        } catch (DamagedLog e) {
            return anew(file);
        }
    }

    /// An empty one instead of what is there, which is closed.
    public static SearchFile anew(Path file) {
        try {
            for (String part : List.of("", "-wal", "-shm")) Files.deleteIfExists(Path.of(file + part));
        } catch (IOException e) {
            throw new StorageFailed(file + " can't be made anew. Remove it by hand.", e);
        }
        return new SearchFile(file, Sqlite.open(file, SearchSchema::bringUpToDate));
    }

    /// As [#anew], with what was spent, so far as it can be read.
    public static SearchFile rebuilt(Path file) {
        Path old = Path.of(file + "-old");
        try {
            Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
            SearchFile fresh = anew(file);
            fresh.keep(old);
            Files.delete(old);
            return fresh;
        } catch (IOException e) {
            throw new StorageFailed(file + " can't be made anew. Remove it by hand.", e);
        }
    }

    private void keep(Path old) {
        try {
            spent.keep(old.toString());
        } catch (SQLException e) {
            // It was damaged; what the logs tell is taken from them again.
        }
    }

    /// Of a session that was taken in, in part at least.
    public Optional<Head> head(String session) {
        return asking(() -> {
            List<Head> found = new ArrayList<>();
            db.each(
                    "SELECT epoch, seq FROM heads WHERE session = ?",
                    r -> found.add(new Head(r.getString(1), r.getLong(2))),
                    session);
            return found.stream().findFirst();
        });
    }

    /// The sessions of which something was taken in.
    public List<String> sessions() {
        return asking(() -> {
            List<String> found = new ArrayList<>();
            db.each("SELECT session FROM heads", r -> found.add(r.getString(1)));
            return found;
        });
    }

    public long passages() {
        return asking(() -> db.number("SELECT count(*) FROM passages"));
    }

    /// All rows and how far that is, in one transaction; nothing where the file was made anew meanwhile.
    ///
    /// @param from the last seq before them
    public void add(String session, long from, Head upTo, List<SearchRow> rows) {
        if (from != head(session).map(Head::seq).orElse(0L)) return;
        asking(() -> db.transaction(() -> {
            for (SearchRow row : rows) {
                switch (row) {
                    case SearchRow.Passage passage -> add(session, passage);
                    case SearchRow.Created created -> spent.created(session, created);
                    case SearchRow.Began began -> {
                        spent.began(session, began);
                        db.execute(
                                "UPDATE passages SET turn = ? WHERE session = ? AND key = ?",
                                began.turn(),
                                session,
                                began.key());
                    }
                    case SearchRow.Used used -> spent.used(session, used);
                    case SearchRow.Ended ended -> spent.ended(session, ended);
                }
            }
            db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", session, upTo.epoch(), upTo.seq());
            return upTo;
        }));
    }

    private void add(String session, SearchRow.Passage row) throws SQLException {
        db.execute(
                "INSERT INTO passages (session, seq, at_ms, place, key, turn, text, person)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, coalesce(?8,"
                        + " (SELECT person FROM passages WHERE session = ?1 AND key = ?5),"
                        + " (SELECT person FROM passages WHERE session = ?1 AND turn = ?6"
                        + " AND person IS NOT NULL LIMIT 1)))",
                session,
                row.seq(),
                row.atMs(),
                row.place(),
                row.key(),
                row.turn(),
                row.text(),
                row.person());
        if (row.key() != null)
            db.execute(
                    "DELETE FROM passages WHERE session = ? AND key = ? AND seq <> ?", session, row.key(), row.seq());
    }

    /// Takes out all of a session but what it spent.
    public void forget(String session) {
        asking(() -> db.transaction(() -> {
            db.execute("DELETE FROM passages WHERE session = ?", session);
            db.execute("DELETE FROM heads WHERE session = ?", session);
            spent.forget(session);
            return session;
        }));
    }

    /// What was spent, by one thing and by model, in the order in which it began.
    ///
    /// @param sessions a JSON array of their ids; null for all there ever were
    public List<Spent> spent(By by, @Nullable String sessions, long fromMs) {
        return asking(() -> spent.sums(by, sessions, fromMs));
    }

    public List<Match> find(Wanted wanted) {
        return asking(() -> {
            List<Long> ids = new ArrayList<>();
            db.each(
                    "SELECT p.id FROM words JOIN passages p ON p.id = words.rowid WHERE words MATCH ?1"
                            + " AND p.session IN (SELECT value FROM json_each(?2)) AND p.at_ms >= ?3 AND p.at_ms < ?4"
                            + " AND (?5 IS NULL OR p.person = ?5) ORDER BY "
                            + (wanted.newestFirst() ? "p.at_ms DESC" : "words.rank") + ", p.id DESC LIMIT ?6 OFFSET ?7",
                    r -> ids.add(r.getLong(1)),
                    wanted.expression(),
                    wanted.sessions(),
                    wanted.fromMs(),
                    wanted.untilMs(),
                    wanted.person(),
                    wanted.atMost(),
                    wanted.offset());
            List<Match> found = new ArrayList<>();
            for (long id : ids) match(wanted.expression(), id, found);
            return found;
        });
    }

    private void match(String expression, long id, List<Match> found) throws SQLException {
        db.each(
                "SELECT p.session, p.seq, p.at_ms, p.place, p.turn, p.person,"
                        + " snippet(words, 0, char(2), char(3), '…', 24)"
                        + " FROM words JOIN passages p ON p.id = words.rowid WHERE words MATCH ? AND words.rowid = ?",
                r -> found.add(new Match(
                        r.getString(1),
                        r.getLong(2),
                        r.getLong(3),
                        r.getString(4),
                        r.getString(5),
                        r.getString(6),
                        r.getString(7))),
                expression,
                id);
    }

    @Override
    public void close() {
        db.close();
    }

    private <T> T asking(Sqlite.Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw Sqlite.failure(file, e);
        }
    }
}

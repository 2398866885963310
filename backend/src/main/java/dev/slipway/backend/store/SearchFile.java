package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    private static final int APPLICATION = 0x534c5753;
    private static final int VERSION = 1;

    private static final List<String> TABLES = List.of(
            """
            CREATE TABLE passages (
              id INTEGER PRIMARY KEY,
              session TEXT NOT NULL,
              seq INTEGER NOT NULL,
              at_ms INTEGER NOT NULL,
              place TEXT NOT NULL,
              key TEXT,
              turn TEXT,
              person TEXT,
              text TEXT NOT NULL)""",
            "CREATE INDEX passages_by_session ON passages (session, turn)",
            "CREATE INDEX passages_by_key ON passages (session, key) WHERE key IS NOT NULL",
            "CREATE TABLE heads (session TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID",
            """
            CREATE VIRTUAL TABLE words USING fts5(
              text, content='passages', content_rowid='id', prefix='2 3', tokenize="unicode61 remove_diacritics 2")""",
            "CREATE TRIGGER passage_added AFTER INSERT ON passages BEGIN"
                    + " INSERT INTO words (rowid, text) VALUES (new.id, new.text); END",
            "CREATE TRIGGER passage_gone AFTER DELETE ON passages BEGIN"
                    + " INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text); END");

    private final Path file;
    private final Sqlite db;

    private SearchFile(Path file, Sqlite db) {
        this.file = file;
        this.db = db;
    }

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
            return new SearchFile(file, Sqlite.open(file, SearchFile::make));
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
        return new SearchFile(file, Sqlite.open(file, SearchFile::make));
    }

    private static void make(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int application = number(statement, "PRAGMA application_id");
            if (application == APPLICATION && number(statement, "PRAGMA user_version") == VERSION) return;
            if (number(statement, "SELECT count(*) FROM sqlite_schema") > 0)
                throw DamagedLog.because(file, "another version made this index");
            statement.execute("BEGIN IMMEDIATE");
            for (String table : TABLES) statement.execute(table);
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + VERSION);
            statement.execute("COMMIT");
        }
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
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

    /// All rows and how far that is, in one transaction.
    public void add(String session, Head upTo, List<SearchRow> rows) {
        asking(() -> db.transaction(() -> {
            for (SearchRow row : rows) {
                switch (row) {
                    case SearchRow.Passage passage -> add(session, passage);
                    case SearchRow.Belongs belongs ->
                        db.execute(
                                "UPDATE passages SET turn = ? WHERE session = ? AND key = ?",
                                belongs.turn(),
                                session,
                                belongs.key());
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

    /// Takes out all of a session.
    public void forget(String session) {
        asking(() -> db.transaction(() -> {
            db.execute("DELETE FROM passages WHERE session = ?", session);
            db.execute("DELETE FROM heads WHERE session = ?", session);
            return session;
        }));
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

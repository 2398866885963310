package dev.slipway.backend.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each turn used, in the search file. It stays when its session goes. The file's lane only.
final class SpentTurns {
    static final List<String> TABLES = List.of(
            "CREATE TABLE origins (session TEXT PRIMARY KEY, repository TEXT NOT NULL, inherits TEXT) WITHOUT ROWID",
            """
            CREATE TABLE spent (
              session TEXT NOT NULL,
              turn TEXT NOT NULL,
              at_ms INTEGER NOT NULL,
              model TEXT NOT NULL,
              person TEXT NOT NULL,
              repository TEXT NOT NULL,
              input INTEGER NOT NULL,
              output INTEGER NOT NULL,
              cache_read INTEGER NOT NULL,
              cache_write INTEGER NOT NULL,
              PRIMARY KEY (session, turn)) WITHOUT ROWID""");

    /// After a turn's id, for what was used beside it.
    private static final String TITLE = "/title";

    private static final String SUMS =
            "sum(turn NOT LIKE '%/title'), sum(input), sum(output), sum(cache_read), sum(cache_write)";

    private final Sqlite db;

    SpentTurns(Sqlite db) {
        this.db = db;
    }

    void created(String session, SearchRow.Created row) throws SQLException {
        db.execute("INSERT OR REPLACE INTO origins VALUES (?, ?, ?)", session, row.repository(), row.inherits());
    }

    /// What a fork took over was spent in the other session.
    void began(String session, SearchRow.Began row) throws SQLException {
        db.execute(
                "INSERT OR REPLACE INTO spent SELECT session, ?1, ?2, ?3, coalesce(?4, (SELECT person FROM passages"
                        + " WHERE session = ?5 AND key = ?6), ''), repository, 0, 0, 0, 0 FROM origins"
                        + " WHERE session = ?5 AND inherits IS NULL",
                row.turn(),
                row.atMs(),
                row.model(),
                row.person(),
                session,
                row.key());
    }

    void used(String session, SearchRow.Used row) throws SQLException {
        db.execute(
                "UPDATE spent SET input = input + ?, output = output + ?, cache_read = cache_read + ?,"
                        + " cache_write = cache_write + ? WHERE session = ? AND turn = ?",
                row.tokens().input(),
                row.tokens().output(),
                row.tokens().cacheRead(),
                row.tokens().cacheWrite(),
                session,
                row.turn());
    }

    /// In a row of its own, since the turn's is what its end tells.
    void titled(String session, SearchRow.Titled row) throws SQLException {
        db.execute(
                "INSERT OR REPLACE INTO spent SELECT session, turn || '" + TITLE
                        + "', at_ms, model, person, repository,"
                        + " ?, ?, ?, ? FROM spent WHERE session = ? AND turn = ?",
                row.tokens().input(),
                row.tokens().output(),
                row.tokens().cacheRead(),
                row.tokens().cacheWrite(),
                session,
                row.turn());
    }

    void ended(String session, SearchRow.Ended row) throws SQLException {
        db.execute(
                "UPDATE spent SET input = ?, output = ?, cache_read = ?, cache_write = ?"
                        + " WHERE session = ? AND turn = ?",
                row.tokens().input(),
                row.tokens().output(),
                row.tokens().cacheRead(),
                row.tokens().cacheWrite(),
                session,
                row.turn());
        db.execute("UPDATE origins SET inherits = NULL WHERE session = ? AND inherits = ?", session, row.turn());
    }

    void forget(String session) throws SQLException {
        db.execute("DELETE FROM origins WHERE session = ?", session);
    }

    /// @param sessions a JSON array of ids; null for all, those that are gone too
    List<SearchFile.Spent> sums(SearchFile.By by, @Nullable String sessions, long fromMs) throws SQLException {
        List<SearchFile.Spent> sums = new ArrayList<>();
        String name = switch (by) {
            case person -> "person";
            case repository -> "repository";
            case session -> "session";
            case turn -> "replace(turn, '" + TITLE + "', '')";
        };
        db.each(
                "SELECT " + name + ", model, " + SUMS + ", min(at_ms) FROM spent WHERE at_ms >= ?1 AND (?2 IS NULL OR"
                        + " session IN (SELECT value FROM json_each(?2))) GROUP BY 1, 2 ORDER BY 8",
                r -> sums.add(new SearchFile.Spent(
                        r.getString(1),
                        r.getString(2),
                        r.getInt(3),
                        new SearchRow.Tokens(r.getLong(4), r.getLong(5), r.getLong(6), r.getLong(7)))),
                fromMs,
                sessions);
        return sums;
    }

    /// Copies what was spent in sessions that are gone from another file, which is there.
    void keep(String other) throws SQLException {
        db.execute("ATTACH ? AS other", other);
        try {
            db.execute("INSERT OR IGNORE INTO main.spent SELECT * FROM other.spent");
        } finally {
            db.execute("DETACH other");
        }
    }
}

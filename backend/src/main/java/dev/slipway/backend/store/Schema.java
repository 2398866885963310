package dev.slipway.backend.store;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;

/// What a log's file looks like, and how an older one is brought up to date. A step, once released, is never
/// changed.
final class Schema {
    /// "SLWY" in SQLite's header, so that `file` and a repair tool know what this is.
    private static final int APPLICATION = 0x534c5759;

    private static final List<List<String>> STEPS = List.of(List.of(
            "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            """
                    CREATE TABLE events (
                      seq INTEGER PRIMARY KEY,
                      at_ms INTEGER NOT NULL,
                      type TEXT NOT NULL,
                      request_id TEXT,
                      json BLOB NOT NULL)""",
            "CREATE UNIQUE INDEX events_by_request ON events (request_id) WHERE request_id IS NOT NULL",
            "CREATE INDEX events_by_turn ON events (type, seq) WHERE type = 'turn_started'",
            """
                    CREATE TABLE drafts (
                      id INTEGER PRIMARY KEY,
                      block_id TEXT NOT NULL,
                      kind TEXT NOT NULL,
                      text TEXT NOT NULL)""",
            // For the board only: of all rows with one key the newest counts.
            "CREATE TABLE latest (key TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE requests (request_id TEXT PRIMARY KEY, session_id TEXT NOT NULL) WITHOUT ROWID"));

    private Schema() {}

    /// Brings the file to the newest version, each step in a transaction of its own.
    ///
    /// @throws DamagedLog where a newer Slipway made it, or something else than Slipway
    static void bringUpToDate(Connection connection, Path file) throws SQLException {
        bringUpToDate(connection, file, STEPS);
    }

    static void bringUpToDate(Connection connection, Path file, List<List<String>> steps) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        int application = number(connection, "PRAGMA application_id");
        if (application != APPLICATION && (version > 0 || application != 0 || hasTables(connection)))
            throw DamagedLog.because(file, "this is no file of Slipway's");
        if (version > steps.size()) throw DamagedLog.newer(file, version);
        if (version == steps.size()) return;
        try (Statement statement = connection.createStatement()) {
            for (int step = version; step < steps.size(); step++) {
                statement.execute("BEGIN IMMEDIATE");
                statement.execute("PRAGMA application_id = " + APPLICATION);
                for (String sql : steps.get(step)) statement.execute(sql);
                if (step == 0) statement.execute("INSERT INTO facts VALUES ('epoch', '" + freshEpoch() + "')");
                statement.execute("PRAGMA user_version = " + (step + 1));
                statement.execute("COMMIT");
            }
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        return number(connection, "SELECT count(*) FROM sqlite_schema") > 0;
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    static String freshEpoch() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}

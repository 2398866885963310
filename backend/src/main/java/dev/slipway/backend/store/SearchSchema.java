package dev.slipway.backend.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// What a search file looks like. An older one isn't brought up to date but made anew.
final class SearchSchema {
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

    private SearchSchema() {}

    /// @throws DamagedLog where something else is there, which can be thrown away
    static void bringUpToDate(Connection connection, Path file) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int application = number(statement, "PRAGMA application_id");
            if (application == APPLICATION && number(statement, "PRAGMA user_version") == VERSION) return;
            if (number(statement, "SELECT count(*) FROM sqlite_schema") > 0)
                throw DamagedLog.because(file, "another version made this index");
            statement.execute("BEGIN IMMEDIATE");
            for (String table : TABLES) statement.execute(table);
            for (String table : SpentTurns.TABLES) statement.execute(table);
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
}

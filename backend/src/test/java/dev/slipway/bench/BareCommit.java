package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;

/// One row committed so that it survives a power cut, by SQLite alone: what the disk itself takes.
final class BareCommit {
    private static final String ROW = "x".repeat(400);

    private final Path folder;
    private int files;

    /// @param folder on the disk that state would be on
    BareCommit(Path folder) {
        this.folder = folder;
    }

    /// Into a file that was made before and holds nothing.
    ///
    /// @return how long it took, in nanoseconds
    long intoNewFile() throws IOException {
        Path file = next();
        try {
            try (Connection connection = open(file)) {
                make(connection);
            }
            try (Connection connection = open(file)) {
                long startedAt = System.nanoTime();
                insert(connection);
                return System.nanoTime() - startedAt;
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /// Into a file that is made for it.
    ///
    /// @return how long both took, in nanoseconds
    long withNewFile() throws IOException {
        long startedAt = System.nanoTime();
        try (Connection connection = open(next())) {
            make(connection);
            insert(connection);
            return System.nanoTime() - startedAt;
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    private Path next() {
        return folder.resolve("commit-" + files++ + ".db");
    }

    private static Connection open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static void make(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, json TEXT NOT NULL)");
        }
    }

    private static void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO events (json) VALUES (?)")) {
            insert.setString(1, ROW);
            insert.execute();
        }
    }
}

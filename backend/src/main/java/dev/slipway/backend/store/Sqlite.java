package dev.slipway.backend.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// One connection to one file, with its prepared statements. One thread at a time.
final class Sqlite implements AutoCloseable {
    private static final int CACHE_KB = 512;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new LinkedHashMap<>();

    private Sqlite(Connection connection) {
        this.connection = connection;
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    /// Takes a row; false ends the reading.
    interface Taker {
        boolean take(ResultSet result) throws SQLException;
    }

    /// Makes the tables that should be there.
    interface Making {
        void bringUpToDate(Connection connection, Path file) throws SQLException;
    }

    static Sqlite open(Path file) {
        return open(file, Schema::bringUpToDate);
    }

    static Sqlite open(Path file, Making making) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(5_000);
        config.setCacheSize(-CACHE_KB);
        config.setJournalSizeLimit(4 << 20);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try {
                making.bringUpToDate(connection, file);
                return new Sqlite(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    /// Writes all that is in a file to a new one, as of one moment.
    static void copy(Path file, Path target) {
        try (Sqlite source = open(file);
                PreparedStatement copying = source.connection.prepareStatement("VACUUM INTO ?")) {
            copying.setString(1, target.toString());
            copying.execute();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    <T> T transaction(Work<T> work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        boolean committed = false;
        try {
            T done = work.run();
            execute("COMMIT");
            committed = true;
            return done;
        } finally {
            if (!committed) rollBack();
        }
    }

    void execute(String sql, @Nullable Object... values) throws SQLException {
        try {
            prepared(sql, values).execute();
        } catch (SQLException e) {
            forget(sql);
            throw e;
        }
    }

    long number(String sql, @Nullable Object... values) throws SQLException {
        long[] number = {0};
        each(sql, result -> number(result, number), values);
        return number[0];
    }

    Optional<String> text(String sql, @Nullable Object... values) throws SQLException {
        List<@Nullable String> found = new ArrayList<>();
        each(sql, result -> !found.add(result.getString(1)), values);
        return found.isEmpty() ? Optional.empty() : Optional.ofNullable(found.getFirst());
    }

    void each(String sql, Taker taker, @Nullable Object... values) throws SQLException {
        try (ResultSet result = prepared(sql, values).executeQuery()) {
            while (result.next()) if (!taker.take(result)) return;
        } catch (SQLException e) {
            forget(sql);
            throw e;
        }
    }

    private static boolean number(ResultSet result, long[] number) throws SQLException {
        number[0] = result.getLong(1);
        return false;
    }

    /// The driver ends a statement that fails, so that it can't be used again.
    private void forget(String sql) {
        PreparedStatement failed = statements.remove(sql);
        try {
            if (failed != null) failed.close();
        } catch (SQLException e) {
            // It is as good as closed.
        }
    }

    /// What a fault of SQLite's means to people.
    static RuntimeException failure(Path file, SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code.code & 0xff) {
            case 11, 26 -> DamagedLog.because(file, "the file is damaged (" + code.name() + ")");
            case 13 ->
                new StorageFailed("The disk that holds " + file + " is full. Free some space, then try again.", e);
            case 8 -> new StorageFailed(file + " can't be written to. Check who owns it and its permissions.", e);
            case 10 -> new StorageFailed("The disk that holds " + file + " fails (" + code.name() + ").", e);
            default -> new StorageFailed(file + " could not be used (" + code.name() + "). Try again.", e);
        };
    }

    @Override
    public void close() {
        try {
            for (PreparedStatement statement : statements.values()) statement.close();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a log could not be closed", e);
        }
    }

    private void rollBack() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite rolls back by itself after a full disk; there is nothing left to do then.
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object[] values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) statement.setObject(i + 1, values[i]);
        return statement;
    }
}

package dev.slipway.backend.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How an older file becomes a newer one.
class SchemaTest {
    private static final List<String> FIRST = List.of("CREATE TABLE facts (name TEXT, value TEXT)");
    private static final List<String> SECOND =
            List.of("ALTER TABLE facts ADD COLUMN note TEXT", "UPDATE facts SET note = name || '!'");

    @TempDir
    Path folder;

    @Test
    void anOlderFileGoesThroughTheStepsThatItLacks() throws SQLException {
        String epoch;
        try (Connection older = open()) {
            Schema.bringUpToDate(older, folder, List.of(FIRST));
            epoch = text(older, "SELECT value FROM facts");
        }
        for (int i = 0; i < 2; i++) {
            try (Connection now = open()) {
                Schema.bringUpToDate(now, folder, List.of(FIRST, SECOND));
                assertThat(text(now, "PRAGMA user_version")).isEqualTo("2");
                assertThat(text(now, "SELECT note FROM facts")).isEqualTo("epoch!");
                assertThat(text(now, "SELECT value FROM facts")).isEqualTo(epoch);
            }
        }
    }

    @Test
    void aStepThatFailsLeavesTheFileAsItWas() throws SQLException {
        try (Connection older = open()) {
            Schema.bringUpToDate(older, folder, List.of(FIRST));
        }
        List<String> broken = List.of("ALTER TABLE facts ADD COLUMN note TEXT", "no SQL");
        try (Connection now = open()) {
            assertThatThrownBy(() -> Schema.bringUpToDate(now, folder, List.of(FIRST, broken)))
                    .isInstanceOf(SQLException.class);
        }
        try (Connection now = open()) {
            assertThat(text(now, "PRAGMA user_version")).isEqualTo("1");
            Schema.bringUpToDate(now, folder, List.of(FIRST, SECOND));
            assertThat(text(now, "SELECT note FROM facts")).isEqualTo("epoch!");
        }
    }

    @Test
    void aFileOfTheFirstReleaseIsOpenedByThisOne() throws SQLException {
        try (Connection first = open()) {
            Schema.bringUpToDate(first, folder);
            assertThat(Integer.parseInt(text(first, "PRAGMA user_version"))).isPositive();
            assertThat(text(first, "PRAGMA application_id")).isEqualTo(Integer.toString(0x534c5759));
        }
        try (Connection again = open()) {
            Schema.bringUpToDate(again, folder);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("file.db"));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.getString(1);
        }
    }
}

package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No room for the index while the sessions' files have some: they go on, nothing that was told is untrue, and the list
/// is right again when there is room.
class FullIndexTest {
    @TempDir
    Path root;

    private static final List<String> TABLES = List.of("events", "requests");

    private void fill() throws SQLException {
        for (String table : TABLES)
            sql("CREATE TRIGGER full_" + table + " BEFORE INSERT ON " + table
                    + " BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
    }

    private void free() throws SQLException {
        for (String table : TABLES) sql("DROP TRIGGER full_" + table);
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("state/index.db"));
                Statement execution = connection.createStatement()) {
            execution.execute("PRAGMA busy_timeout = 10000");
            execution.execute(statement);
        }
    }

    private static void awaitDone(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns have ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() == turns);
    }

    private static List<SessionId> listed(House house) {
        return house.sessions().board().sessions().stream()
                .map(SessionListed::sessionId)
                .toList();
    }

    @Test
    void sessionsGoOnAndTheListIsRightAgainWhenThereIsRoom() throws Exception {
        ClientMessage.CreateSession create;
        SessionId made;
        SessionId session;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.preparedSession();
            create = new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null);
            house.prompt(session, "Before");
            awaitDone(house, session, 1);
            fill();
            house.prompt(session, "Meanwhile");
            awaitDone(house, session, 2);
            made = house.sessions().create(Caller.OPERATOR, create).session();
            house.prompt(made, "Here, too");
            awaitDone(house, made, 1);
            assertThat(house.sessions().create(Caller.OPERATOR, create).session())
                    .as("a repeat makes no second one")
                    .isEqualTo(made);
            assertRefused(house);
            free();
            house.open().closeQuiet(Duration.ofHours(1));
            house.repository();
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            assertThat(listed(house)).containsExactlyInAnyOrder(session, made);
            assertThat(house.sessions().create(Caller.OPERATOR, create).session())
                    .as("nor does one after a restart")
                    .isEqualTo(made);
            assertThat(house.finished(session)).hasSize(2);
            assertThat(house.finished(made)).hasSize(1);
        }
    }

    /// What is of the index alone isn't acknowledged.
    private static void assertRefused(House house) throws IOException {
        String other = house.home().resolve("../other").normalize().toString();
        dev.slipway.backend.git.GitRepository.withCommit(Path.of(other));
        assertThatThrownBy(() -> house.sessions()
                        .repositories()
                        .add(new RepositoryCommand.AddRepository(RequestId.fresh(), other, null)))
                .satisfies(e -> assertThat(Refused.from((RuntimeException) e))
                        .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo(ErrorCode.storage_failed)));
    }
}

package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session is told from a part of its log what the whole of it tells.
class SessionLoadingTest {
    @TempDir
    Path root;

    @Test
    void whatIsLeftOutOfEarlierTurnsChangesNothing() throws IOException {
        SessionId session;
        try (House house = House.open(root, new Worker())) {
            session = house.session();
            for (int turn = 1; turn <= 3; turn++) work(house, session, turn);
            TurnId first = house.finished(session).getFirst().turnId();
            house.sessions().undo(Caller.OPERATOR, new ClientMessage.UndoTurns(RequestId.fresh(), session, first));
            work(house, session, 4);
            house.sessions()
                    .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Named"));
            assertThat(facts(house, session)).isEqualTo(whole(house, session));
        }
        try (House house = House.open(root, new Worker())) {
            SessionFacts facts = facts(house, session);
            assertThat(facts).isEqualTo(whole(house, session));
            assertThat(facts.tally().turns()).hasSize(4);
            assertThat(facts.tally().undone()).hasSize(2);
            assertThat(facts.title()).isEqualTo("Named");
        }
    }

    @Test
    void whatABookmarkCoversIsNotReadAgain() throws Exception {
        SessionId session;
        SessionFacts before;
        try (House house = House.open(root, new Worker())) {
            session = house.session();
            for (int turn = 1; turn <= 3; turn++) work(house, session, turn);
            before = facts(house, session);
        }
        sql(session, "UPDATE events SET json = 'nothing' WHERE type = 'prompt_queued' AND seq < 10");
        try (House house = House.open(root, new Worker())) {
            assertThat(facts(house, session)).isEqualTo(before);
            house.sessions()
                    .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Named"));
            assertThat(facts(house, session).title()).isEqualTo("Named");
            assertThat(facts(house, session).tally()).isEqualTo(before.tally());
        }
        sql(session, "DELETE FROM facts WHERE name LIKE 'note%'");
        try (House house = House.open(root, new Worker())) {
            assertThatThrownBy(() -> facts(house, session)).isInstanceOf(DamagedLog.class);
        }
    }

    @Test
    void aLogThatIsDamagedWhereNobodyReadsIsNotWrittenTo() throws Exception {
        SessionId session;
        try (House house = House.open(root, new Worker())) {
            session = house.session();
            work(house, session, 1);
            List<SessionEvent> filling = Collections.nCopies(500, new SessionEvent.TitleChanged(null, "x".repeat(500)));
            house.open().find(session).orElseThrow().record(filling);
            work(house, session, 2);
        }
        long size = Files.size(file(session));
        try (RandomAccessFile file = new RandomAccessFile(file(session).toFile(), "rw")) {
            file.seek(size / 2 & ~4095);
            file.write("damaged!".repeat(1024).getBytes(StandardCharsets.UTF_8));
        }
        try (House house = House.open(root, new Worker())) {
            EventLog log = house.sessions().log(session);
            long head = log.head();
            assertThat(log.read(head - 5, 10)).hasSize(5);
            assertThatThrownBy(() -> house.prompt(session, "echo 3 > file3")).isInstanceOf(DamagedLog.class);
            assertThatThrownBy(() -> house.prompt(session, "echo 3 > file3")).isInstanceOf(DamagedLog.class);
            house.open().closeQuiet(Duration.ofHours(1));
            assertThat(log.head()).isEqualTo(head);
            assertThat(log.read(head - 5, 10)).hasSize(5);
        }
    }

    private Path file(SessionId session) {
        return root.resolve("state/sessions").resolve(session.value()).resolve("log.db");
    }

    private void sql(SessionId session, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file(session));
                var open = connection.createStatement()) {
            assertThat(open.executeUpdate(statement)).isPositive();
        }
    }

    private static void work(House house, SessionId session, int turn) {
        house.prompt(session, "echo " + turn + " > file" + turn);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() >= turn
                        && house.open().find(session).orElseThrow().isIdle());
    }

    private static SessionFacts facts(House house, SessionId session) {
        return house.open().find(session).orElseThrow().facts();
    }

    private static SessionFacts whole(House house, SessionId session) {
        SessionFacts facts = SessionFacts.EMPTY;
        List<Entry> log = house.sessions().log(session).read(0, 100_000);
        for (Entry entry : log) facts = facts.apply(entry.atMs(), Events.event(entry));
        return facts;
    }
}

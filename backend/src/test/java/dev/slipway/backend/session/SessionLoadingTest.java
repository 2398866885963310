package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

    private static void work(House house, SessionId session, int turn) {
        house.prompt(session, "echo " + turn + " > file" + turn);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
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

package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person may change of a session afterwards.
class SecondThoughtsTest {
    @TempDir
    Path root;

    private static List<SessionEvent> events(House house, SessionId session) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .toList();
    }

    private static void rename(House house, SessionId session, String title) {
        house.sessions().rename(new ClientMessage.RenameSession(RequestId.fresh(), session, title));
    }

    private static SessionListed listed(House house, SessionId session) {
        return house.sessions().board().session(session).orElseThrow();
    }

    private static void awaitTurns(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns have ended")
                .atMost(Duration.ofSeconds(30))
                .until(() -> events(house, session).stream()
                                .filter(SessionEvent.TurnFinished.class::isInstance)
                                .count()
                        >= turns);
    }

    @Test
    void aGivenTitleIsShownEverywhereAndNoPromptReplacesIt() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.session();
            rename(house, session, "As I call it");
            house.prompt(session, "Do something else");
            awaitTurns(house, session, 1);
            assertThat(listed(house, session).title()).isEqualTo("As I call it");
            house.sessions().archive(new ClientMessage.ArchiveSession(RequestId.fresh(), session));
            rename(house, session, "Put away");
            assertThat(listed(house, session).title()).isEqualTo("Put away");
            assertThat(listed(house, session).archived()).isTrue();
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.sessions().board().sessions().getFirst().sessionId();
            assertThat(listed(house, session).title()).isEqualTo("Put away");
            assertThat(events(house, session))
                    .filteredOn(SessionEvent.TitleChanged.class::isInstance)
                    .hasSize(2);
        }
    }
}

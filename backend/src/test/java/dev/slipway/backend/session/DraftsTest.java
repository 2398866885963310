package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is got ready while a prompt is being written.
class DraftsTest {
    @TempDir
    Path root;

    @Test
    void aRepositoryIsLaidOutBeforeThereIsASession() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            RepositoryName project = house.repository();
            house.sessions().typing(Typing.on(project, null));
            house.sessions().typing(Typing.on(project, null));
            house.awaitPrepared();
            assertThat(house.sessions().board().sessions()).isEmpty();
        }
    }

    @Test
    void aSandboxThatWasReleasedComesBack() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.preparedSession();
            awaitState(house, session, SessionDetails.State.running);
            house.open().find(session).orElseThrow().workspace().release();
            awaitState(house, session, SessionDetails.State.released);
            house.sessions().typing(Typing.in(session));
            awaitState(house, session, SessionDetails.State.running);
        }
    }

    @Test
    void whatIsNotThereIsNoTrouble() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            house.sessions().typing(Typing.in(new SessionId("nosuchsession")));
            house.sessions().typing(Typing.on(new RepositoryName("nowhere"), null));
            house.sessions().typing(Typing.on(house.repository(), "no-such-branch"));
            assertThat(house.preparedSession()).isNotNull();
        }
    }

    private static void awaitState(House house, SessionId session, SessionDetails.State wanted) {
        Awaitility.await("the sandbox is " + wanted)
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        house.open().details(session).orElseThrow().sandbox().state() == wanted);
    }
}

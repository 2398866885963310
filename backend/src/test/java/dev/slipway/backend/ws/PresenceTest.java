package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final Person GRACE = new Person("Grace", "grace@example.org");
    private static final SessionId SESSION = new SessionId("session1");

    private long now = 1;
    private final Presence presence = new Presence(() -> now);

    /// Keeps what it is told.
    private static final class Told implements Presence.Guest {
        private final Person person;
        private final String client;
        private final List<List<Present>> told = new ArrayList<>();
        private final List<List<Present>> outside = new ArrayList<>();
        private boolean sees = true;

        Told(Person person, String client) {
            this.person = person;
            this.client = client;
        }

        @Override
        public Person person() {
            return person;
        }

        @Override
        public String client() {
            return client;
        }

        @Override
        public void tell(SessionId session, String frame) {
            assertThat(session).isEqualTo(SESSION);
            told.add(((ServerMessage.Presence) Json.read(frame, ServerMessage.class)).people());
        }

        @Override
        public boolean sees(SessionId session) {
            return sees;
        }

        @Override
        public void tellWatcher(String frame) {
            ServerMessage.Gathering told = (ServerMessage.Gathering) Json.read(frame, ServerMessage.class);
            assertThat(told.sessionId()).isEqualTo(SESSION);
            outside.add(told.people());
        }
    }

    private final Told ada = new Told(ADA, "desktop");
    private final Told grace = new Told(GRACE, "terminal");

    @Test
    void allAreToldOnceOfAllWhoCame() {
        presence.enter(SESSION, ada);
        presence.enter(SESSION, grace);
        presence.tell();
        presence.tell();
        List<Present> both = List.of(new Present(ADA, "desktop", false), new Present(GRACE, "terminal", false));
        assertThat(ada.told).containsExactly(both);
        assertThat(grace.told).containsExactly(both);
    }

    @Test
    void whoTypesIsFirstUntilTheyStop() {
        presence.enter(SESSION, ada);
        presence.enter(SESSION, grace);
        presence.tell();
        presence.typed(SESSION, grace);
        presence.tell();
        assertThat(ada.told.getLast().getFirst()).isEqualTo(new Present(GRACE, "terminal", true));
        now += Presence.TYPING_NS;
        presence.tell();
        assertThat(ada.told.getLast()).noneMatch(Present::typing);
        assertThat(ada.told).hasSize(3);
    }

    @Test
    void oneWithTwoWindowsIsThereOnceAndStaysUntilBothAreClosed() {
        Told second = new Told(ADA, "desktop");
        presence.enter(SESSION, ada);
        presence.enter(SESSION, second);
        presence.enter(SESSION, grace);
        presence.tell();
        assertThat(grace.told.getLast()).hasSize(2);
        presence.leave(SESSION, ada);
        presence.tell();
        assertThat(grace.told).hasSize(1);
        presence.leave(SESSION, second);
        presence.tell();
        assertThat(grace.told.getLast()).containsExactly(new Present(GRACE, "terminal", false));
    }

    @Test
    void whoComesLaterIsToldWhoIsThere() {
        presence.enter(SESSION, ada);
        presence.tell();
        presence.enter(SESSION, grace);
        presence.tell();
        assertThat(grace.told).hasSize(1);
        // The same again, as after a lost subscription.
        presence.leave(SESSION, grace);
        presence.enter(SESSION, grace);
        presence.tell();
        assertThat(grace.told).hasSize(2);
    }

    @Test
    void nothingIsKeptOfASessionThatNobodyFollows() {
        presence.enter(SESSION, ada);
        presence.leave(SESSION, ada);
        presence.leave(SESSION, ada);
        presence.typed(SESSION, ada);
        presence.tell();
        assertThat(ada.told).isEmpty();
    }

    @Test
    void whoWatchesTheBoardIsToldWhoIsInASessionAndNotWhoTypes() {
        presence.watch(ada);
        presence.enter(SESSION, grace);
        presence.tell();
        presence.typed(SESSION, grace);
        presence.tell();
        presence.tell();
        assertThat(ada.outside).containsExactly(List.of(new Present(GRACE, "terminal", false)));
        presence.leave(SESSION, grace);
        presence.tell();
        assertThat(ada.outside.getLast()).isEmpty();
        assertThat(ada.told).as("ada follows no session").isEmpty();
    }

    @Test
    void whoWatchesAnewIsToldOnceOfWhatIsThereAlready() {
        presence.enter(SESSION, grace);
        presence.tell();
        presence.watch(ada);
        presence.tell();
        presence.tell();
        assertThat(ada.outside).hasSize(1);
        presence.watch(ada);
        presence.tell();
        assertThat(ada.outside).hasSize(2);
        presence.leaveBoard(ada);
        presence.leave(SESSION, grace);
        presence.tell();
        assertThat(ada.outside).hasSize(2);
    }

    @Test
    void whoMayNotSeeASessionIsNotToldWhoIsInIt() {
        ada.sees = false;
        presence.watch(ada);
        presence.enter(SESSION, grace);
        presence.tell();
        assertThat(ada.outside).isEmpty();
    }
}

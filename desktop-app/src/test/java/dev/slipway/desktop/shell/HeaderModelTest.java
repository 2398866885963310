package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.session.Companion;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderModelTest {
    private static final SessionId ID = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final Person GRACE = new Person("Grace", "grace@example.org");

    private final FakeConnection connection = new FakeConnection();
    private final OpenSession session = new OpenSession(connection, ID);
    private final HeaderModel model = new HeaderModel(session, new FakeNavigation());

    private void here(Present... people) {
        connection.listener(ID).presence(List.of(people));
    }

    @Test
    void othersAreNamedWithTheirClientsAndThisAppIsNot() {
        connection.is(Status.State.online, "");
        connection.says(new Welcome(1, ADA, "test", "m", true));
        here(new Present(ADA, "desktop", false));
        assertThat(model.company().get()).isEmpty();
        here(
                new Present(GRACE, "terminal", true),
                new Present(ADA, "desktop", true),
                new Present(ADA, "terminal", false));
        assertThat(model.company().get())
                .extracting(Companion::words)
                .containsExactly("Grace (terminal)", "Ada (terminal)");
        assertThat(model.typing().get()).isEqualTo("Grace is typing…");
    }

    @Test
    void somebodyWithTwoClientsStandsThereOnce() {
        connection.is(Status.State.online, "");
        here(new Present(GRACE, "terminal", false), new Present(GRACE, "desktop", true));
        assertThat(model.company().get())
                .singleElement()
                .isEqualTo(new Companion(GRACE, List.of("terminal", "desktop"), true));
    }

    @Test
    void whoHasNoIdentityYetIsNotTheirOwnCompany() {
        connection.is(Status.State.online, "");
        here(new Present(new Person("Somebody", "unknown"), "desktop", true), new Present(GRACE, "desktop", false));
        assertThat(model.company().get()).extracting(Companion::name).containsExactly("Grace");
    }

    @Test
    void whoWasHereIsNotSaidWhileNobodyCanKnow() {
        connection.is(Status.State.online, "");
        here(new Present(GRACE, "terminal", true));
        connection.is(Status.State.offline, "gone");
        assertThat(model.company().get()).isEmpty();
        assertThat(model.typing().get()).isEmpty();
    }

    @Test
    void aCrowdThatTypesIsCounted() {
        connection.is(Status.State.online, "");
        Present[] crowd = new Present[5];
        for (int i = 0; i < crowd.length; i++)
            crowd[i] = new Present(new Person("P" + i, "p" + i + "@example.org"), "desktop", i < 3);
        here(crowd);
        assertThat(model.company().get()).hasSize(5);
        assertThat(model.typing().get()).isEqualTo("3 people are typing…");
        here(crowd[0], crowd[1]);
        assertThat(model.typing().get()).isEqualTo("P0 and P1 are typing…");
    }
}

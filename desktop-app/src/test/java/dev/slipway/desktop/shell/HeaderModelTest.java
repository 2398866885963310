package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.connection.FakeConnection;
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
        connection.says(new Welcome(1, ADA, "test", "m", true));
        here(new Present(ADA, "desktop", false));
        assertThat(model.company().get()).isEmpty();
        here(
                new Present(GRACE, "terminal", true),
                new Present(ADA, "desktop", true),
                new Present(ADA, "terminal", false));
        assertThat(model.company().get()).isEqualTo("Grace is typing…, Ada (terminal)");
    }

    @Test
    void aCrowdIsCounted() {
        Present[] crowd = new Present[5];
        for (int i = 0; i < crowd.length; i++)
            crowd[i] = new Present(new Person("P" + i, "p" + i + "@example.org"), "desktop", false);
        here(crowd);
        assertThat(model.company().get()).isEqualTo("P0 (desktop), P1 (desktop), P2 (desktop) and 2 more");
    }
}

package dev.slipway.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.BoardEvent.SessionSeen;
import dev.slipway.protocol.MarkCommand.MarkSeen;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeeingTest {
    private static final SessionId SESSION = Listed.id(1);

    private final FakeConnection connection = new FakeConnection();
    private final OpenSession session = new OpenSession(connection, SESSION);
    private boolean looks = true;
    private final Seeing seeing = new Seeing(session, () -> looks);

    @BeforeEach
    void online() {
        connection.is(Status.State.online, "");
    }

    private void news(long seq) {
        SessionListed row = Listed.session(1, "One", SessionState.done, 1);
        connection.listed(Listed.withNews(row, seq));
    }

    private void happens(int events) {
        for (int i = 0; i < events; i++) connection.happens(SESSION, new SessionEvent.TitleChanged(null, "One"));
    }

    private List<Long> seen() {
        return connection.asked.stream()
                .map(asked -> ((MarkSeen) asked.command()).seq())
                .toList();
    }

    @Test
    void whatIsLookedAtIsSeenOnceItIsThere() {
        news(2);
        happens(1);
        connection.caughtUp(SESSION);
        assertThat(seen()).as("the news isn't there yet").isEmpty();
        happens(1);
        assertThat(seen()).containsExactly(2L);
        happens(3);
        assertThat(seen()).as("no news").containsExactly(2L);
        connection.listed(new SessionSeen(null, SESSION, 2));
        news(5);
        assertThat(seen()).containsExactly(2L, 5L);
    }

    @Test
    void whatIsNotLookedAtStaysUnread() {
        looks = false;
        happens(2);
        connection.caughtUp(SESSION);
        news(2);
        assertThat(seen()).isEmpty();
        looks = true;
        seeing.look();
        assertThat(seen()).containsExactly(2L);
    }

    @Test
    void whatIsMarkedAsUnreadStaysSoUntilSomethingNewHappens() {
        happens(2);
        connection.caughtUp(SESSION);
        news(2);
        connection.listed(new SessionSeen(null, SESSION, 2));
        connection.listed(new SessionSeen(null, SESSION, 1));
        assertThat(connection.board().get().isUnread(SESSION)).isTrue();
        assertThat(seen()).containsExactly(2L);
        happens(1);
        news(3);
        assertThat(seen()).containsExactly(2L, 3L);
    }
}

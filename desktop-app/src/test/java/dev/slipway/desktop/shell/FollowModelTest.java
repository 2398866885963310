package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowModelTest {
    private static final Person GRACE = new Person("Grace", "grace@example.org");
    private static final SessionId ONE = Listed.id(1);
    private static final SessionId TWO = Listed.id(2);

    private final FakeConnection connection = new FakeConnection();
    private final List<SessionId> opened = new ArrayList<>();
    private final FollowModel model = new FollowModel(connection, opened::add);

    private void graceIsIn(SessionId... sessions) {
        Map<SessionId, List<Present>> all = new HashMap<>();
        for (SessionId session : sessions) all.put(session, List.of(new Present(GRACE, "desktop", false)));
        connection.gathered(all);
    }

    @Test
    void theWindowGoesWhereTheOtherOneGoes() {
        graceIsIn(ONE);
        model.follow(GRACE);
        assertThat(opened).containsExactly(ONE);
        graceIsIn(ONE);
        assertThat(opened).as("nothing new").containsExactly(ONE);
        graceIsIn(TWO);
        assertThat(opened).containsExactly(ONE, TWO);
        graceIsIn();
        assertThat(model.words().get()).contains("no session open");
        graceIsIn(ONE);
        assertThat(opened).containsExactly(ONE, TWO, ONE);
        assertThat(model.words().get()).isEqualTo("Following Grace until you act");
    }

    @Test
    void whoIsNotFollowedAnyMoreLeadsNowhere() {
        model.follow(GRACE);
        model.stop();
        graceIsIn(ONE);
        assertThat(opened).isEmpty();
        assertThat(model.words().get()).isEmpty();
    }

    @Test
    void ofSeveralTheOneInWhichSomethingHappenedLastIsShown() {
        connection.listed(Listed.session(1, "One", SessionState.done, 5));
        connection.listed(Listed.session(2, "Two", SessionState.done, 1));
        graceIsIn(ONE, TWO);
        model.follow(GRACE);
        assertThat(opened).containsExactly(TWO);
    }
}

package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.EgressRefused;
import dev.slipway.protocol.SessionEvent.SandboxReady;
import dev.slipway.protocol.SessionId;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Real sandboxes that wait for sessions.
class PoolTest extends PoolScene {
    @Test
    void aSessionBeginsInTheSandboxThatWaited() throws Exception {
        String waiting = awaitWaiting();
        SessionId session = create();
        assertThat(session.value()).isEqualTo(waiting);
        assertThat(run(session, "echo more >> README.md; cat README.md")).contains("more");
        assertThat(events(session, SandboxReady.class)).noneMatch(SandboxReady::restarted);
        assertThat(events(session, SessionEvent.CommitMade.class)).hasSize(1);
        assertThat(house.pool().figures().taken()).isEqualTo(1);
        assertThat(house.pool().figures().missed()).isZero();
        assertThat(awaitWaiting()).as("the next one").isNotEqualTo(waiting);
    }

    @Test
    void aSessionOnACommitThatIsNotLaidOutReadsTheOneBeforeUntilItIs() throws Exception {
        String old = house.project().head();
        run(create(), "true");
        house.project().write("new", "new");
        house.project().commit("New");
        SessionId session = create();
        assertThat(run(session, "ls; git status --porcelain; echo more >> new")).isEqualTo("README.md\nnew");
        List<SessionEvent.FilesSyncing> told = events(session, SessionEvent.FilesSyncing.class);
        assertThat(told.getLast().fromCommit()).isEqualTo(old);
        assertThat(told.getLast().tookMs()).isNotNull();
        assertThat(told.getLast().reread()).isNull();
        assertThat(events(session, SessionEvent.CommitMade.class)).hasSize(1);
        assertThat(house.home().resolve("sessions/" + session + "/passing")).doesNotExist();
    }

    @Test
    void theNextOneWaitsOnceASessionHasBegun() {
        house.pool().begin();
        create();
        Awaitility.await("one waits, long before it is looked for by itself")
                .atMost(Duration.ofSeconds(8))
                .until(() -> house.pool().figures().waiting() == 1);
    }

    @Test
    void nothingIsSeenOfTheTimeBeforeTheSession() throws Exception {
        String look = "ls -AR ~ /tmp; ls -A /workspace; env | sort; git status --porcelain; git log --format=%H;"
                + " ls /proc/self/fd; cat /etc/hosts; all=$(cat /proc/[0-9]*/comm);"
                + " echo \"$all\" | grep -vx 'bash\\|cat' | sort";
        String cold = run(create(), look);
        String waiting = awaitWaiting();
        SessionId warm = create();
        assertThat(warm.value()).isEqualTo(waiting);
        assertThat(run(warm, look)).isEqualTo(cold);
    }

    @Test
    void itsRefusalsAreToldInTheSessionThatTookIt() throws Exception {
        awaitWaiting();
        SessionId session = create();
        run(session, "curl -s -m 5 http://nowhere.example/ || true");
        assertThat(events(session, EgressRefused.class))
                .anySatisfy(refused -> assertThat(refused.host()).isEqualTo("nowhere.example"));
    }

    @Test
    void aNewCommitReplacesTheOneThatWaits() throws Exception {
        String old = awaitWaiting();
        house.project().write("new", "new");
        house.project().commit("New");
        house.sessions().typing(Typing.on(project, null));
        Awaitility.await("the old one is gone")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !reserved().contains(old));
        awaitWaiting();
        assertThat(run(create(), "ls")).contains("new");
    }

    @Test
    void oneThatWasLostIsNotGivenToASession() throws Exception {
        String lost = awaitWaiting();
        Waited waited = house.pool().take(project, house.project().head()).orElseThrow();
        waited.sandbox().close();
        house.pool().discard(waited);
        assertThat(reserved()).doesNotContain(lost);
        assertThat(run(create(), "echo fine")).contains("fine");
    }

    @Test
    void nothingIsLeftOfARepositoryThatIsRemovedNorOfAPoolThatIsClosed() throws Exception {
        awaitWaiting();
        house.sessions().repositories().remove(new RepositoryCommand.RemoveRepository(RequestId.fresh(), project));
        assertThat(reserved()).isEmpty();
        house.repository();
        awaitWaiting();
        house.pool().close();
        assertThat(reserved()).isEmpty();
    }
}

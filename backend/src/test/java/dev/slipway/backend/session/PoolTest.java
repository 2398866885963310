package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.EgressRefused;
import dev.slipway.protocol.SessionEvent.SandboxReady;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real sandboxes that wait for sessions.
class PoolTest {
    @TempDir
    Path root;

    private House house;
    private RepositoryName project;

    @BeforeEach
    void open() throws IOException {
        house = House.open(
                root,
                new Worker(),
                EmbeddedEngine.open(
                        Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                        root.resolve("scratch"),
                        EmbeddedEngine.Protection.required));
        project = house.repository();
    }

    @AfterEach
    void close() {
        house.close();
    }

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
        assertThat(house.home().resolve("sessions/" + session + "/reading")).doesNotExist();
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
                .atMost(Duration.ofSeconds(30))
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

    private boolean begun;

    private String awaitWaiting() throws IOException {
        if (!begun) house.pool().begin();
        begun = true;
        house.sessions().typing(Typing.on(project, null));
        Awaitility.await("one waits").atMost(Duration.ofSeconds(30)).until(() -> {
            PoolFigures now = house.pool().figures();
            return now.waiting() == 1 && now.starting() == 0;
        });
        return reserved().getFirst();
    }

    private SessionId create() {
        return house.sessions()
                .create(new ClientMessage.CreateSession(RequestId.fresh(), project, null, null))
                .session();
    }

    private List<String> reserved() throws IOException {
        Path sessions = house.home().resolve("sessions");
        try (Stream<Path> folders = Files.list(sessions)) {
            return folders.filter(folder -> !Files.exists(folder.resolve("log.db")))
                    .map(folder -> folder.getFileName().toString())
                    .toList();
        }
    }

    private String run(SessionId session, String command) {
        house.prompt(session, command);
        Awaitility.await("the turn ends")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !house.finished(session).isEmpty());
        return events(session, ToolFinished.class).getLast().output();
    }

    private <E extends SessionEvent> List<E> events(SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}

package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.byLessThan;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.client.ApiClient;
import dev.slipway.client.RejectedException;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionDetails.State;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client against a real backend.
class ApiClientTest {
    @TempDir
    Path root;

    private House house;
    private ApiClient client;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, new Worker());
        client = ApiClient.open(house.backend());
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private static <T> T done(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    private static void refused(ErrorCode code, ThrowingCallable question) {
        assertThatThrownBy(question)
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    /// Waits for the end of a turn that runs the command.
    private TurnId work(SessionId session, String command) {
        int before = house.finished(session).size();
        house.prompt(session, command);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() > before);
        TurnFinished end = house.finished(session).getLast();
        assertThat(end.outcome()).as(end.message()).isEqualTo(Outcome.done);
        return end.turnId();
    }

    @Test
    void theBackendTellsOfItsModelsAndItsMachine() throws Exception {
        assertThat(done(client.models()))
                .isEqualTo(new ModelChoices("test/worker", List.of(new ModelChoices.Choice("test/worker", true))));
        DoctorReport report = done(client.doctor());
        assertThat(report.engine()).isEqualTo("fake");
        assertThat(report.checks()).isNotEmpty();
    }

    @Test
    void aRepositoryTellsItsBranches() throws Exception {
        house.project().git("branch", "other");
        BranchChoices choices = done(client.branches(house.repository()));
        assertThat(choices.standard()).isEqualTo("main");
        assertThat(choices.names()).containsExactlyInAnyOrder("main", "other");
        refused(ErrorCode.not_found, () -> done(client.branches(new RepositoryName("nothing"))));
        Files.move(house.project().folder(), root.resolve("moved"));
        refused(ErrorCode.repository_unusable, () -> done(client.branches(new RepositoryName("project"))));
    }

    @Test
    void aSessionWithoutCommitsChangedNothing() throws Exception {
        SessionId session = house.session();
        String base = house.project().head();
        assertThat(done(client.changes(session, null))).isEqualTo(new Changes(base, base, null, null, List.of()));
        assertThat(done(client.diff(session, null, null, 3))).isEmpty();
        TurnId idle = work(session, "true");
        assertThat(done(client.changes(session, idle))).isEqualTo(new Changes(base, base, null, null, List.of()));
        refused(ErrorCode.not_found, () -> done(client.changes(session, new TurnId("nosuchturn"))));
        refused(ErrorCode.not_found, () -> done(client.changes(new SessionId("nosuchsession"), null)));
        refused(ErrorCode.not_found, () -> done(client.diff(session, new TurnId("nosuchturn"), null, 3)));
        refused(ErrorCode.invalid_message, () -> done(client.diff(session, null, null, 1_000_001)));
        refused(ErrorCode.invalid_message, () -> done(client.diff(session, null, null, -1)));
    }

    @Test
    void whatATurnChangedIsToldApartFromWhatTheSessionChanged() throws Exception {
        SessionId session = house.session();
        TurnId first = work(session, "echo one > 'a file+ä'; echo more >> README.md");
        TurnId second = work(session, "echo two > 'a file+ä'; head -c 9 /dev/zero > zeros");
        TurnId third = work(session, "true");
        Changes whole = done(client.changes(session, null));
        assertThat(whole.baseCommit()).isEqualTo(house.project().head());
        assertThat(whole.bringCommand()).isEqualTo("git switch " + whole.branch());
        assertThat(whole.headCommit()).isEqualTo(house.project().git("rev-parse", whole.branch()));
        assertThat(whole.files())
                .containsExactly(
                        new FileChange("README.md", FileChange.Kind.modified, 1, 0, false),
                        new FileChange("a file+ä", FileChange.Kind.added, 1, 0, false),
                        new FileChange("zeros", FileChange.Kind.added, 0, 0, true));
        Changes early = done(client.changes(session, first));
        Changes late = done(client.changes(session, second));
        assertThat(early.baseCommit()).isEqualTo(whole.baseCommit());
        assertThat(early.headCommit()).isEqualTo(late.baseCommit());
        assertThat(late.headCommit()).isEqualTo(whole.headCommit());
        assertThat(late.files()).hasSize(2).contains(new FileChange("a file+ä", FileChange.Kind.modified, 1, 1, false));
        assertThat(done(client.changes(session, third)).files()).isEmpty();
        assertThat(done(client.diff(session, second, "a file+ä", 3))).endsWith("-one\n+two\n");
        assertThat(done(client.diff(session, null, "a file+ä", 3)))
                .endsWith("+two\n")
                .contains("new file");
        assertThat(done(client.diff(session, first, null, 3)))
                .contains("+more", "+one")
                .doesNotContain("two");
        assertThat(done(client.diff(session, null, "zeros", 3))).contains("Binary files");
        assertThat(done(client.diff(session, null, "nothing", 3))).isEmpty();
        assertThat(done(client.diff(session, third, null, 3))).isEmpty();
    }

    @Test
    void aSessionTellsWhatItUsedAndItStaysSoOverAnotherStart() throws Exception {
        SessionId session = house.session();
        work(session, "echo one > one");
        work(session, "sleep 0.05");
        SessionDetails details = done(client.details(session));
        assertThat(details.usage()).isEqualTo(new Usage(40, 4, 0, 0));
        assertThat(details.turns()).isEqualTo(2);
        assertThat(details.workedMs()).isGreaterThanOrEqualTo(50);
        assertThat(details.events()).isEqualTo(house.sessions().log(session).head());
        assertThat(details.logBytes()).isGreaterThan(1000);
        assertThat(details.createdAtMs()).isCloseTo(System.currentTimeMillis(), byLessThan(600_000L));
        assertThat(details.sandbox())
                .isEqualTo(new SessionDetails.Sandbox(
                        State.running,
                        4L << 30,
                        2.0,
                        1024,
                        10L << 30,
                        null,
                        null,
                        null,
                        details.sandbox().diskUsedBytes(),
                        List.of("isolation: none: a test engine")));
        assertThat(details.sandbox().diskUsedBytes()).isPositive();
        house.close();
        house = House.open(root, new Worker());
        client = ApiClient.open(house.backend());
        SessionDetails after = done(client.details(session));
        assertThat(after.usage()).isEqualTo(details.usage());
        assertThat(after.turns()).isEqualTo(2);
        assertThat(after.workedMs()).isEqualTo(details.workedMs());
        assertThat(after.sandbox().state()).isEqualTo(State.released);
        refused(ErrorCode.not_found, () -> done(client.details(new SessionId("nosuchsession"))));
    }

    @Test
    void whatASessionCommittedIsAppliedTurnByTurn() throws Exception {
        SessionId session = house.session();
        refused(ErrorCode.conflict, () -> done(client.apply(session)));
        work(session, "echo one > added; echo more >> README.md");
        assertThat(done(client.apply(session)).files()).containsExactly("README.md", "added");
        assertThat(done(client.apply(session)).files()).isEmpty();
        work(session, "rm added; echo two > README.md");
        assertThat(done(client.apply(session)).files()).containsExactly("README.md", "added");
        assertThat(house.project().git("status", "--porcelain")).isEqualTo(" M README.md");
        work(session, "echo three > README.md");
        house.project().write("README.md", "mine");
        assertThatThrownBy(() -> done(client.apply(session)))
                .cause()
                .hasMessageContaining("README.md has changes that are not committed")
                .hasMessageContaining("git switch slipway/");
        refused(ErrorCode.not_found, () -> done(client.apply(new SessionId("nosuchsession"))));
        Files.move(house.project().folder(), root.resolve("moved"));
        refused(ErrorCode.repository_unusable, () -> done(client.apply(session)));
    }

    @Test
    void aWrongTokenIsRefusedInWords() {
        try (ApiClient stranger = ApiClient.open(house.url(), "wrong")) {
            refused(ErrorCode.unauthenticated, () -> done(stranger.models()));
            refused(ErrorCode.unauthenticated, () -> done(stranger.doctor()));
            refused(ErrorCode.unauthenticated, () -> done(stranger.apply(house.session())));
        }
    }
}

package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.JumpingClock;
import dev.slipway.backend.Talker;
import dev.slipway.backend.Worker;
import dev.slipway.backend.crash.Witness;
import dev.slipway.backend.people.People;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A computer's clock that is set years ahead and back while sessions work. Its hours are written beside what happens
/// and may be odd; nothing is lost by them.
class ClockJumpTest {
    private static final int TURNS = 6;

    @TempDir
    Path root;

    private final JumpingClock clock = new JumpingClock();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatHappensKeepsItsOrderAndItsNumber(long seed) throws IOException {
        Random random = new Random(seed);
        List<RequestId> asked = new ArrayList<>();
        SessionId session;
        SessionView before;
        try (House house = House.open(root, new Worker(), clock);
                Witness witness = new Witness(house.backend())) {
            session = house.preparedSession();
            witness.follow(session);
            for (int i = 1; i <= TURNS; i++) {
                Path gate = Files.createDirectory(root.resolve("gate" + i));
                asked.add(ask(
                        witness,
                        session,
                        "echo " + i + " >> log; cat log; rmdir " + gate + "; until [ -d " + gate
                                + " ]; do sleep 0.01; done"));
                Awaitility.await("it runs").atMost(Duration.ofSeconds(60)).until(() -> Files.notExists(gate));
                clock.isOff(Duration.ofDays(random.nextInt(-5_000, 5_000)));
                Files.createDirectory(gate);
                int turns = i;
                witness.await("seed " + seed + ": the turn ends", w -> w.count(TurnFinished.class) == turns);
            }
            assertWhole(witness.events(), asked, seed);
            before = fold(witness.events());
        }
        clock.isOff(Duration.ofDays(-6_000));
        try (House house = House.open(root, new Worker(), clock);
                Witness witness = new Witness(house.backend())) {
            witness.follow(session);
            witness.await("all is there", w -> w.head() == before.seq());
            assertThat(fold(witness.events())).as("seed " + seed).isEqualTo(before);
            asked.add(ask(witness, session, "echo more"));
            witness.await("it goes on", w -> w.count(TurnFinished.class) == TURNS + 1);
        }
    }

    private static RequestId ask(Witness witness, SessionId session, String text) {
        RequestId request = RequestId.fresh();
        witness.ask(new ClientMessage.SubmitPrompt(request, session, text, null, null));
        return request;
    }

    private static void assertWhole(List<Logged> log, List<RequestId> asked, long seed) {
        List<RequestId> queued = new ArrayList<>();
        String output = "";
        for (int i = 0; i < log.size(); i++) {
            assertThat(log.get(i).seq()).as("seed " + seed).isEqualTo(i + 1);
            switch (log.get(i).event()) {
                case PromptQueued prompt -> queued.add(prompt.requestId());
                case TurnFinished end -> assertThat(end.durationMs()).isNotNegative();
                case ToolFinished end -> {
                    assertThat(end.durationMs()).isNotNegative();
                    output = end.output();
                }
                default -> {}
            }
        }
        assertThat(queued).as("seed " + seed).isEqualTo(asked);
        assertThat(output.lines()).as("seed " + seed).startsWith("1", "2", "3", "4", "5", "6");
    }

    private static SessionView fold(List<Logged> log) {
        SessionView view = SessionView.EMPTY;
        for (Logged logged : log) view = view.apply(logged);
        return view;
    }

    @Test
    void aTokenThatIsOverByAWrongClockIsNoneOnlyUntilItIsRight() throws IOException {
        String operator = "0123456789abcdef".repeat(4);
        People people = new People(root, operator, clock);
        people.add(new Person("Grace", "grace@example.org"), false);
        String secret = people.issue("grace@example.org", Role.administer, "laptop", Duration.ofDays(30))
                .secret();
        String code = people.invite("grace@example.org");
        clock.isOff(Duration.ofDays(4_000));
        assertThat(people.caller(secret)).isEmpty();
        assertThat(people.caller(operator))
                .as("the state folder's is never over")
                .isPresent();
        people.issue("grace@example.org", Role.view, "another", null);
        clock.isOff(Duration.ofDays(-1));
        assertThat(new People(root, operator, clock).caller(secret)).isPresent();
        assertThat(people.redeem(code, "phone").secret()).isNotBlank();
    }

    @Test
    void nothingIsDoneAgainAndAgain() throws IOException {
        Talker talker = new Talker(Collections.nCopies(3, "Hello "), word -> {});
        try (House house = House.open(root, talker, clock)) {
            SessionId session = house.preparedSession();
            house.pool().begin();
            for (int days : new int[] {5_000, -5_000, 0}) {
                int turns = house.finished(session).size() + 1;
                clock.isOff(Duration.ofDays(days));
                house.prompt(session, "Hello");
                Awaitility.await().until(() -> house.finished(session).size() == turns);
                house.open().closeQuiet(Duration.ofHours(1));
            }
            assertThat(talker.asked()).isEqualTo(3);
            awaitQuiet(house, session);
        }
    }

    /// What is written grows no more.
    private static void awaitQuiet(House house, SessionId session) {
        long[] heads = {-1, -1};
        Awaitility.await("nothing is written any more")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    long board = house.sessions().board().log().head();
                    long own = house.sessions().log(session).head();
                    boolean quiet = board == heads[0] && own == heads[1];
                    heads[0] = board;
                    heads[1] = own;
                    return quiet;
                });
    }

    @Test
    void theListSaysWhenByTheClockOfThen() throws IOException {
        clock.isOff(Duration.ofDays(-4_000));
        try (House house = House.open(root, Talker.saying("Hello"), clock)) {
            SessionId session = house.preparedSession();
            clock.isOff(Duration.ZERO);
            house.prompt(session, "Hello");
            Awaitility.await().until(() -> house.finished(session).size() == 1);
            SessionListed listed = house.sessions().board().session(session).orElseThrow();
            assertThat(listed.createdAtMs()).isLessThan(listed.changedAtMs());
            assertThat(listed.changedAtMs())
                    .isLessThanOrEqualTo(Clock.systemUTC().millis());
        }
    }
}

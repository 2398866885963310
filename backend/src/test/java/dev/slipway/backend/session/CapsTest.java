package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.budget.Caps;
import dev.slipway.backend.budget.Caps.Bound;
import dev.slipway.backend.budget.Caps.Cap;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Spending.By;
import dev.slipway.protocol.AsideEvent.SpendingNoted;
import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.ContextCompacted;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Caps with real turns of a model that costs 6 dollars a step.
class CapsTest {
    @TempDir
    Path root;

    private static Caps hard(CapScope scope, double usd) {
        return new Caps(Map.of(scope, new Cap(Bound.NONE, new Bound(usd, null))));
    }

    private static Caps soft(CapScope scope, double usd) {
        return new Caps(Map.of(scope, new Cap(new Bound(usd, null), Bound.NONE)));
    }

    private static <E> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static TurnFinished ended(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() >= turns);
        return house.finished(session).get(turns - 1);
    }

    private static TurnFinished turn(House house, SessionId session) {
        int before = house.finished(session).size();
        house.prompt(session, "Say hello");
        return ended(house, session, before + 1);
    }

    private static void refused(House house, SessionId session, String... words) {
        assertThatThrownBy(() -> house.prompt(session, "Say hello")).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.code()).isEqualTo(ErrorCode.conflict);
            assertThat(no.getMessage()).contains(words);
        });
    }

    /// As far as the index knows, which is what is left after a restart.
    private static void awaitKnown(House house, double usd) {
        Awaitility.await("the index has taken it in")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    Double known = house.overview()
                            .spending()
                            .of(Caller.OPERATOR, By.session, 0)
                            .total()
                            .usd();
                    return known != null && known >= usd - 0.001;
                });
    }

    @Test
    void whereAHardCapIsReachedNoPromptIsTakenAndOneIsToldWhyAlsoAfterARestart() throws IOException {
        SessionId session;
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.session, 6))) {
            session = house.session();
            assertThat(turn(house, session).outcome()).isEqualTo(Outcome.done);
            refused(house, session, "This session has used $6.00 of the $6.00", "`spending.session.hard`");
            assertThat(turn(house, house.session()).outcome())
                    .as("another session")
                    .isEqualTo(Outcome.done);
            awaitKnown(house, 2 * Spendthrift.STEP_USD);
        }
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.session, 6))) {
            refused(house, session, "$6.00 of the $6.00");
        }
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.session, 7))) {
            assertThat(turn(house, session).outcome()).as("raised").isEqualTo(Outcome.done);
            refused(house, session, "$12.00 of the $7.00");
        }
    }

    @Test
    void aTurnThatReachesItEndsAtItsNextStepAndWhatWaitsGoesOnOnceItIsRaised() throws Exception {
        CountDownLatch queued = new CountDownLatch(1);
        SessionId session;
        Spendthrift model = new Spendthrift(Spendthrift.PRICED, step -> {
            if (step == 2) queued.await();
        });
        try (House house = House.open(root, model, hard(CapScope.session, 10))) {
            session = house.session();
            house.prompt(session, "Work for ever");
            Awaitility.await().until(() -> model.steps() == 2);
            house.prompt(session, "Say hello");
            queued.countDown();
            TurnFinished end = ended(house, session, 1);
            assertThat(model.steps()).isEqualTo(2);
            assertThat(end.outcome()).isEqualTo(Outcome.failed);
            assertThat(end.message()).contains("$12.00 of the $10.00", "`spending.session.hard`", "keeps its place");
            assertThat(house.sessions().board().session(session).orElseThrow().queued())
                    .isEqualTo(1);
            awaitKnown(house, 2 * Spendthrift.STEP_USD);
        }
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.session, 10))) {
            assertThat(events(house, session, TurnStarted.class))
                    .as("it still waits")
                    .hasSize(1);
        }
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.session, 100))) {
            ended(house, session, 2);
            assertThat(house.sessions().board().session(session).orElseThrow().queued())
                    .isZero();
        }
    }

    @Test
    void aSummaryThatReachesItIsTheLastThingThatIsPaidFor() throws IOException {
        Spendthrift model = Spendthrift.small();
        try (House house = House.open(root, model, hard(CapScope.session, 10))) {
            SessionId session = house.session();
            turn(house, session);
            TurnFinished end = turn(house, session);
            assertThat(events(house, session, ContextCompacted.class)).hasSize(1);
            assertThat(end.outcome()).isEqualTo(Outcome.failed);
            assertThat(end.message()).contains("$12.00 of the $10.00");
            assertThat(model.steps()).isEqualTo(2);
        }
    }

    @Test
    void aPersonsCapHoldsThatPersonInEverySessionAndNobodyElse() throws IOException {
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.person, 6))) {
            SessionId session = house.session();
            turn(house, session);
            refused(house, session, "ada@example.org has used $6.00");
            refused(house, house.session(), "ada@example.org has used $6.00", "or the month is over");
            house.people().add(new Person("Grace", "grace@example.org"), false);
            String code = house.people().invite("grace@example.org");
            Caller grace = house.people()
                    .caller(house.people().redeem(code, "test").secret())
                    .orElseThrow();
            house.sessions().submit(grace, new SubmitPrompt(RequestId.fresh(), session, "Say hello", null, null));
            assertThat(ended(house, session, 2).outcome()).isEqualTo(Outcome.done);
            Costs hers = house.overview().spending().of(grace, By.person, 0);
            assertThat(hers.caps()).singleElement().satisfies(cap -> {
                assertThat(cap.name()).isEqualTo("grace@example.org");
                assertThat(cap.hardUsd()).isEqualTo(6);
                assertThat(cap.spentUsd()).isCloseTo(Spendthrift.STEP_USD, within(0.001));
            });
            assertThat(house.overview()
                            .spending()
                            .of(Caller.OPERATOR, By.person, 0)
                            .caps())
                    .extracting(Costs.Cap::name)
                    .containsExactly("ada@example.org", "grace@example.org");
        }
    }

    @Test
    void repositoriesAndTheInstallationHaveCapsToo() throws IOException {
        try (House house = House.open(root, Spendthrift.priced(), hard(CapScope.repository, 1))) {
            turn(house, house.session());
            refused(house, house.session(), "The repository project has used $6.00 of the $1.00");
            Costs costs = house.overview().spending().of(Caller.OPERATOR, By.person, 0);
            assertThat(costs.caps()).extracting(Costs.Cap::name).containsExactly("project");
        }
        try (House house = House.open(root.resolve("other"), Spendthrift.priced(), hard(CapScope.installation, 1))) {
            turn(house, house.session());
            refused(house, house.session(), "This installation has used $6.00 of the $1.00");
        }
    }

    @Test
    void aSoftCapIsToldOnceInASessionAndTheWorkGoesOn() throws IOException {
        SessionId session;
        try (House house = House.open(root, Spendthrift.priced(), soft(CapScope.session, 12))) {
            session = house.session();
            turn(house, session);
            assertThat(events(house, session, SpendingNoted.class)).isEmpty();
            turn(house, session);
            turn(house, session);
            assertThat(events(house, session, SpendingNoted.class))
                    .singleElement()
                    .satisfies(noted -> assertThat(noted.message())
                            .contains("This session has used $12.00", "`spending.session.soft`", "The work goes on"));
            awaitKnown(house, 3 * Spendthrift.STEP_USD);
        }
        try (House house = House.open(root, Spendthrift.priced(), soft(CapScope.session, 12))) {
            assertThat(turn(house, session).outcome()).isEqualTo(Outcome.done);
            assertThat(events(house, session, SpendingNoted.class)).hasSize(1);
        }
        try (House house = House.open(root, Spendthrift.priced(), soft(CapScope.session, 20))) {
            turn(house, session);
            assertThat(events(house, session, SpendingNoted.class))
                    .as("another cap")
                    .hasSize(2);
        }
    }

    @Test
    void ofAModelWithoutAPriceThatIsSaidAndACapOfTokensHolds() throws IOException {
        Caps caps = new Caps(Map.of(CapScope.session, new Cap(Bound.NONE, new Bound(5.0, 2_000_000L))));
        try (House house = House.open(root, new Spendthrift("openai/house", step -> {}), caps)) {
            SessionId session = house.session();
            turn(house, session);
            turn(house, session);
            assertThat(events(house, session, SpendingNoted.class))
                    .singleElement()
                    .satisfies(noted ->
                            assertThat(noted.message()).contains("What openai/house costs isn't known", "`prices:`"));
            refused(house, session, "2,000,000 tokens of the 2,000,000 tokens", "`spending.session.hard-tokens`");
        }
    }

    @Test
    void whatAScriptPlaysIsNeverHeldUp() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"), hard(CapScope.installation, 0))) {
            SessionId session = house.session();
            assertThat(turn(house, session).outcome()).isEqualTo(Outcome.done);
            assertThat(turn(house, session).outcome()).isEqualTo(Outcome.done);
        }
    }
}

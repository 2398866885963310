package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Gated;
import dev.slipway.backend.House;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Prompts that come while a turn runs, with a real session around the turn.
class SteeringLifeTest {
    @TempDir
    Path root;

    private Gated model = new Gated();
    private House house;
    private SessionId session;
    private Caller grace;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, model);
        house.people().add(new Person("Grace", "grace@example.org"), true);
        String code = house.people().invite("grace@example.org");
        grace = house.people()
                .caller(house.people().redeem(code, "test").secret())
                .orElseThrow();
        session = house.preparedSession();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void says(Caller caller, String text, PromptMode mode) {
        house.sessions().submit(caller, new SubmitPrompt(RequestId.fresh(), session, text, null, null, null, mode));
    }

    private <E extends SessionEvent> List<E> events(Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void until(String what, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(condition::getAsBoolean);
    }

    private void asked(int times) {
        until("the model is asked " + times + " times", () -> model.requests.size() == times);
    }

    private void finished(int turns) {
        until(turns + " turns have ended", () -> events(TurnFinished.class).size() == turns);
    }

    @Test
    void whoSteersIsHeardInTheTurnAndACoAuthorOfItsCommit() throws IOException {
        house.prompt(session, "Write a file");
        asked(1);
        says(grace, "In capitals, please", PromptMode.steer);
        says(grace, "And short", PromptMode.steer);
        says(Caller.OPERATOR, "Yes, short", PromptMode.steer);
        model.answer("echo HELLO > file");
        asked(2);
        assertThat(model.asked())
                .contains(
                        "Grace writes while you work:\nIn capitals, please", "And short", "Ada writes while you work:");
        model.answer("");
        finished(1);
        assertThat(events(PromptSteered.class)).hasSize(3);
        assertThat(events(TurnStarted.class)).hasSize(1);
        CommitMade made = events(CommitMade.class).getLast();
        assertThat(house.project().git("log", "-1", "--format=%an%n%(trailers:key=Co-authored-by)", made.branch()))
                .isEqualToIgnoringNewLines("Ada\nCo-authored-by: Grace <grace@example.org>");
        house.prompt(session, "What did we say?");
        asked(3);
        assertThat(model.asked()).containsOnlyOnce("In capitals, please");
        model.answer("");
        finished(2);
    }

    @Test
    void whatSteersATurnThatEndsFirstIsTheNextTurnAtOnce() {
        house.prompt(session, "First");
        asked(1);
        says(Caller.OPERATOR, "Queued", PromptMode.queue);
        says(grace, "Steers", PromptMode.steer);
        model.answer("");
        asked(2);
        assertThat(model.asked()).contains("Grace writes:\nSteers").doesNotContain("Queued");
        assertThat(events(PromptSteered.class)).isEmpty();
        model.answer("");
        model.answer("");
        finished(3);
    }

    @Test
    void whatTakesATurnsPlaceStopsItAndIsNext() {
        house.prompt(session, "First");
        asked(1);
        says(Caller.OPERATOR, "Queued", PromptMode.queue);
        says(grace, "Instead", PromptMode.stop_and_send);
        asked(2);
        assertThat(model.asked())
                .contains("The person stopped the previous turn.", "Instead")
                .doesNotContain("Queued");
        model.answer("");
        model.answer("");
        finished(3);
        assertThat(events(TurnFinished.class))
                .extracting(TurnFinished::outcome)
                .containsExactly(Outcome.stopped, Outcome.done, Outcome.done);
        assertThat(events(TurnStarted.class))
                .extracting(e -> e.prompt().text())
                .containsExactly("First", "Instead", "Queued");
    }

    @Test
    void whatWaitsToSteerIsToldAfterARestartAndWhatWasToldIsNotToldAgain() throws IOException {
        house.prompt(session, "First");
        asked(1);
        says(grace, "Told before", PromptMode.steer);
        model.answer("true");
        asked(2);
        says(grace, "Waits", PromptMode.steer);
        house.close();
        model = new Gated();
        house = House.open(root, model);
        asked(1);
        assertThat(model.asked()).containsOnlyOnce("Told before").containsOnlyOnce("Waits");
        model.answer("");
        finished(1);
        assertThat(events(PromptSteered.class))
                .extracting(e -> e.prompt().text())
                .containsExactly("Told before", "Waits");
        assertThat(events(PromptQueued.class)).hasSize(3);
    }

    @Test
    void aForkKnowsWhatSteered() {
        house.prompt(session, "First");
        asked(1);
        says(grace, "Mind the edges", PromptMode.steer);
        says(grace, "Queued", PromptMode.queue);
        model.answer("true");
        asked(2);
        model.answer("");
        asked(3);
        SessionId fork = house.sessions()
                .fork(
                        Caller.OPERATOR,
                        new dev.slipway.protocol.ClientMessage.ForkSession(
                                RequestId.fresh(),
                                session,
                                events(TurnFinished.class).getFirst().turnId()))
                .session();
        model.answer("");
        finished(2);
        house.prompt(fork, "Go on");
        asked(4);
        assertThat(model.asked()).containsOnlyOnce("Mind the edges").doesNotContain("Queued");
        model.answer("");
    }
}

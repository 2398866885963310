package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlCommand.AnswerQuestion;
import dev.slipway.protocol.ControlCommand.CancelPrompt;
import dev.slipway.protocol.ControlCommand.EditPrompt;
import dev.slipway.protocol.ControlCommand.MovePrompt;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.ControlEvent.StopRequested;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.QuestionAsked;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What may be done to prompts that wait and to questions, with plain values.
class QueuePolicyTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final Person GRACE = new Person("Grace", "grace@example.org");
    private static final SessionId ID = new SessionId("session1");
    private static final ToolCallId QUESTION = new ToolCallId("call_1");

    private SessionFacts facts = SessionFacts.EMPTY.apply(
            1,
            new SessionEvent.SessionCreated(
                    RequestId.fresh(), ID, ADA, new RepositoryName("r"), "main", "abc", "test/one"));

    private void apply(List<? extends SessionEvent> events) {
        for (SessionEvent event : events) facts = facts.apply(2, event);
    }

    private List<SessionEvent> says(Person author, String text, @Nullable PromptMode mode) {
        SubmitPrompt command = new SubmitPrompt(RequestId.fresh(), ID, text, null, null, null, mode);
        List<SessionEvent> events = QueuePolicy.submit(facts, command, author, List.of());
        apply(events);
        return events;
    }

    private PromptId prompt(String text, @Nullable PromptMode mode) {
        return ((PromptQueued) says(ADA, text, mode).getFirst()).promptId();
    }

    private TurnId next() {
        TurnStarted started =
                SessionPolicy.next(facts, m -> false, turn -> true).orElseThrow();
        apply(List.of(started));
        return started.turnId();
    }

    private void finish(TurnId turn) {
        apply(List.of(new TurnFinished(turn, Outcome.done, null, 1, Usage.NONE)));
    }

    private TurnId running() {
        prompt("First", null);
        return next();
    }

    private TurnId asking() {
        TurnId turn = running();
        apply(List.of(new QuestionAsked(turn, QUESTION, "Which?", List.of())));
        return turn;
    }

    private void move(PromptId prompt, @Nullable PromptId before) {
        apply(QueuePolicy.move(facts, new MovePrompt(RequestId.fresh(), ID, prompt, before), GRACE));
    }

    private List<SessionEvent> answer(Person by) {
        List<SessionEvent> events =
                QueuePolicy.answer(facts, new AnswerQuestion(RequestId.fresh(), ID, QUESTION, "This"), by);
        apply(events);
        return events;
    }

    private List<String> waiting() {
        return facts.waiting().stream().map(PromptQueued::text).toList();
    }

    private static void refused(String words, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(words)
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.conflict));
    }

    @Test
    void whatSteersIsToldInTheRunningTurnAndGetsNoneOfItsOwn() {
        TurnId turn = running();
        prompt("Queued", null);
        prompt("Steers", PromptMode.steer);
        prompt("Steers, too", PromptMode.steer);
        assertThat(waiting()).containsExactly("Steers", "Steers, too", "Queued");
        List<PromptSteered> told = QueuePolicy.enter(facts, turn);
        assertThat(told).extracting(e -> e.prompt().text()).containsExactly("Steers", "Steers, too");
        apply(told);
        assertThat(QueuePolicy.enter(facts, turn)).as("once").isEmpty();
        assertThat(facts.turn().steered()).hasSize(2);
        finish(turn);
        next();
        assertThat(facts.turn().prompt().text()).isEqualTo("Queued");
    }

    @Test
    void whatSteersATurnThatEndsFirstIsTheNextTurn() {
        TurnId turn = running();
        prompt("Queued", null);
        prompt("Steers", PromptMode.steer);
        finish(turn);
        TurnId after = next();
        assertThat(facts.turn().prompt().text()).isEqualTo("Steers");
        assertThat(QueuePolicy.enter(facts, after)).isEmpty();
    }

    @Test
    void aTurnThatIsToStopIsToldNothingMore() {
        TurnId turn = running();
        prompt("Steers", PromptMode.steer);
        apply(List.of(new StopRequested(RequestId.fresh(), turn, ADA)));
        assertThat(QueuePolicy.enter(facts, turn)).isEmpty();
        assertThat(waiting()).containsExactly("Steers");
    }

    @Test
    void whereNoTurnRunsEveryModeIsAPlainPrompt() {
        for (PromptMode mode : PromptMode.values()) {
            List<SessionEvent> events = says(ADA, "Go", mode);
            assertThat(events).noneMatch(StopRequested.class::isInstance);
            assertThat(((PromptQueued) events.getFirst()).mode()).isNull();
            finish(next());
        }
    }

    @Test
    void whatTakesATurnsPlaceStopsItOnceAndIsNext() {
        TurnId turn = running();
        prompt("Queued", null);
        prompt("Steers", PromptMode.steer);
        List<SessionEvent> events = says(GRACE, "Instead", PromptMode.stop_and_send);
        assertThat(events.getFirst()).isInstanceOf(PromptQueued.class);
        assertThat(events.getLast()).isEqualTo(new StopRequested(null, turn, GRACE));
        assertThat(says(ADA, "No, this", PromptMode.stop_and_send)).hasSize(1);
        assertThat(waiting()).containsExactly("No, this", "Instead", "Steers", "Queued");
    }

    @Test
    void promptsThatQueueChangePlacesAndOthersDoNot() {
        TurnId turn = running();
        PromptId one = prompt("1", null);
        PromptId two = prompt("2", PromptMode.queue);
        PromptId three = prompt("3", null);
        PromptId steers = prompt("Steers", PromptMode.steer);
        move(three, one);
        assertThat(waiting()).containsExactly("Steers", "3", "1", "2");
        move(three, null);
        assertThat(waiting()).containsExactly("Steers", "1", "2", "3");
        refused("goes ahead of the queue", () -> move(steers, null));
        refused("goes ahead of the queue", () -> move(two, steers));
        apply(QueuePolicy.cancel(facts, new CancelPrompt(RequestId.fresh(), ID, two), ADA));
        refused("doesn't wait any more", () -> move(two, null));
        refused("nothing comes before it", () -> move(one, two));
        apply(QueuePolicy.enter(facts, turn));
        refused("doesn't wait any more", () -> move(steers, null));
    }

    @Test
    void whatSteersCanBeEditedAndCancelledUntilItIsTold() {
        TurnId turn = running();
        PromptId first = prompt("Steers", PromptMode.steer);
        PromptId second = prompt("Steers, too", PromptMode.steer);
        apply(QueuePolicy.edit(facts, new EditPrompt(RequestId.fresh(), ID, first, "Better"), GRACE));
        apply(QueuePolicy.cancel(facts, new CancelPrompt(RequestId.fresh(), ID, second), GRACE));
        apply(QueuePolicy.enter(facts, turn));
        assertThat(facts.turn().steered()).extracting(PromptQueued::text).containsExactly("Better");
        EditPrompt late = new EditPrompt(RequestId.fresh(), ID, first, "Best");
        refused("doesn't wait any more", () -> QueuePolicy.edit(facts, late, GRACE));
    }

    @Test
    void whoGaveAPromptOtherWordsIsOneOfItsTurnsAuthors() {
        PromptId prompt = prompt("Adas", null);
        Person alan = new Person("Alan", "alan@example.org");
        for (Person by : List.of(ADA, GRACE, new Person("G.", "GRACE@example.org"), alan))
            apply(QueuePolicy.edit(facts, new EditPrompt(RequestId.fresh(), ID, prompt, by.name()), by));
        next();
        assertThat(facts.turn().prompt().text()).isEqualTo("Alan");
        assertThat(facts.turn().prompt().author()).isEqualTo(ADA);
        assertThat(facts.turn().others()).containsExactly(ADA, GRACE, alan);
    }

    @Test
    void theFirstAnswerCountsAndTheSecondHearsWhoGaveIt() {
        finish(asking());
        PromptQueued answer = (PromptQueued) answer(GRACE).getFirst();
        assertThat(answer.answers()).isEqualTo(QUESTION);
        refused("Grace has answered", () -> answer(ADA));
        finish(next());
        refused("Grace has answered", () -> answer(ADA));
    }

    @Test
    void aPlainPromptIsTheAnswerUnlessSomethingWaitedAlready() {
        finish(asking());
        assertThat(((PromptQueued) says(GRACE, "This", null).getFirst()).answers())
                .isEqualTo(QUESTION);
        refused("Grace has answered", () -> answer(ADA));
    }

    @Test
    void anAnswerGoesAheadOfWhatWaits() {
        TurnId turn = running();
        prompt("Queued", null);
        apply(List.of(new QuestionAsked(turn, QUESTION, "Which?", List.of())));
        assertThat(((PromptQueued) says(ADA, "Queued, too", null).getFirst()).answers())
                .isNull();
        answer(GRACE);
        finish(turn);
        next();
        assertThat(facts.turn().prompt().author()).isEqualTo(GRACE);
        assertThat(waiting()).containsExactly("Queued", "Queued, too");
    }

    @Test
    void aQuestionThatTheConversationLeftBehindTakesNoAnswer() {
        TurnId turn = running();
        prompt("Queued", null);
        apply(List.of(new QuestionAsked(turn, QUESTION, "Which?", List.of())));
        finish(turn);
        next();
        refused("went on", () -> answer(ADA));
        AnswerQuestion other = new AnswerQuestion(RequestId.fresh(), ID, new ToolCallId("call_9"), "This");
        refused("went on", () -> QueuePolicy.answer(facts, other, ADA));
    }

    @Test
    void anAnswerThatIsTakenBackLeavesTheQuestionOpen() {
        asking();
        PromptId answer = ((PromptQueued) answer(GRACE).getFirst()).promptId();
        apply(QueuePolicy.cancel(facts, new CancelPrompt(RequestId.fresh(), ID, answer), GRACE));
        assertThat(facts.course().questions().open()).isEqualTo(Optional.of(QUESTION));
        assertThat(((PromptQueued) answer(ADA).getFirst()).author()).isEqualTo(ADA);
    }
}

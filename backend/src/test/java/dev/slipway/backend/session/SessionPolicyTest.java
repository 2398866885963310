package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.ClientMessage.ArchiveSession;
import dev.slipway.protocol.ClientMessage.RenameSession;
import dev.slipway.protocol.ClientMessage.RestoreSession;
import dev.slipway.protocol.ClientMessage.StopTurn;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlCommand.CancelPrompt;
import dev.slipway.protocol.ControlCommand.EditPrompt;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnResumed;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.Usage;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What follows from what, with plain values.
class SessionPolicyTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final SessionId ID = new SessionId("session1");

    private SessionFacts facts = SessionFacts.EMPTY.apply(
            1,
            new SessionEvent.SessionCreated(
                    RequestId.fresh(), ID, ADA, new RepositoryName("r"), "main", "abc", "test/one"));

    private void apply(List<SessionEvent> events) {
        for (SessionEvent event : events) facts = facts.apply(2, event);
    }

    private PromptId prompt(String text, String model) {
        List<SessionEvent> events =
                QueuePolicy.submit(facts, new SubmitPrompt(RequestId.fresh(), ID, text, model, null), ADA, List.of());
        apply(events);
        return ((PromptQueued) events.getFirst()).promptId();
    }

    private TurnStarted next() {
        TurnStarted started =
                SessionPolicy.next(facts, "rehearsal"::equals, any -> true).orElseThrow();
        apply(List.of(started));
        return started;
    }

    private void finish(TurnStarted turn, Outcome outcome) {
        apply(List.of(new TurnFinished(turn.turnId(), outcome, null, 1, Usage.NONE)));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void promptsAreWorkedOnInTheirOrderOneAtATime() {
        PromptId first = prompt("One", null);
        PromptId second = prompt("Two", "rehearsal");
        TurnStarted turn = next();
        assertThat(turn.promptId()).isEqualTo(first);
        assertThat(turn.model()).isEqualTo("test/one");
        assertThat(turn.rehearsal()).isFalse();
        assertThat(SessionPolicy.next(facts, m -> false, any -> true))
                .as("while one runs")
                .isEmpty();
        finish(turn, Outcome.done);
        TurnStarted after = next();
        assertThat(after.promptId()).isEqualTo(second);
        assertThat(after.rehearsal()).isTrue();
        assertThat(facts.title()).isEqualTo("One");
    }

    @Test
    void aPromptThatWaitsCanBeCancelledAndOneThatBeganNot() {
        PromptId first = prompt("One", null);
        PromptId second = prompt("Two", null);
        TurnStarted turn = next();
        refused(ErrorCode.conflict, () -> QueuePolicy.cancel(facts, cancel(first), ADA));
        apply(QueuePolicy.cancel(facts, cancel(second), ADA));
        refused(ErrorCode.conflict, () -> QueuePolicy.cancel(facts, cancel(second), ADA));
        finish(turn, Outcome.done);
        assertThat(SessionPolicy.next(facts, m -> false, any -> true)).isEmpty();
    }

    @Test
    void aPromptThatWaitsCanBeEditedAndKeepsItsPlaceAndAuthor() {
        PromptId first = prompt("One", null);
        PromptId second = prompt("Two", "rehearsal");
        PromptId third = prompt("Three", null);
        TurnStarted turn = next();
        Person grace = new Person("Grace", "grace@example.org");
        refused(ErrorCode.conflict, () -> QueuePolicy.edit(facts, edit(first, "Uno"), grace));
        List<SessionEvent> events = QueuePolicy.edit(facts, edit(second, "Due"), grace);
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlEvent.PromptEdited.class,
                        e -> assertThat(e.person()).isEqualTo(grace));
        apply(events);
        assertThat(facts.waiting()).extracting(PromptQueued::text).containsExactly("Due", "Three");
        assertThat(facts.waiting()).extracting(PromptQueued::author).containsOnly(ADA);
        apply(QueuePolicy.cancel(facts, cancel(third), ADA));
        refused(ErrorCode.conflict, () -> QueuePolicy.edit(facts, edit(third, "Tre"), grace));
        finish(turn, Outcome.done);
        TurnStarted after = next();
        assertThat(after.prompt()).isNotNull();
        assertThat(after.prompt().text()).isEqualTo("Due");
        assertThat(after.model()).isEqualTo("rehearsal");
        assertThat(facts.turn().prompt().text()).isEqualTo("Due");
    }

    private static EditPrompt edit(PromptId prompt, String text) {
        return new EditPrompt(RequestId.fresh(), ID, prompt, text);
    }

    private static CancelPrompt cancel(PromptId prompt) {
        return new CancelPrompt(RequestId.fresh(), ID, prompt);
    }

    @Test
    void aTurnCanBeStoppedTwiceAndNothingCannot() {
        StopTurn stop = new StopTurn(RequestId.fresh(), ID);
        refused(ErrorCode.conflict, () -> SessionPolicy.stop(facts, stop, ADA));
        prompt("One", null);
        refused(ErrorCode.conflict, () -> SessionPolicy.stop(facts, stop, ADA));
        TurnStarted turn = next();
        for (int i = 0; i < 2; i++) apply(SessionPolicy.stop(facts, stop, ADA));
        assertThat(facts.turn().stopRequested()).isTrue();
        finish(turn, Outcome.stopped);
        assertThat(facts.state()).isEqualTo(SessionState.stopped);
        refused(ErrorCode.conflict, () -> SessionPolicy.stop(facts, stop, ADA));
    }

    @Test
    void anArchivedSessionTakesNoPromptAndBeginsNoTurn() {
        prompt("One", null);
        ArchiveSession archive = new ArchiveSession(RequestId.fresh(), ID);
        apply(SessionPolicy.archive(facts, archive, ADA));
        assertThat(SessionPolicy.next(facts, m -> false, any -> true)).isEmpty();
        refused(ErrorCode.conflict, () -> prompt("Two", null));
        refused(ErrorCode.conflict, () -> SessionPolicy.archive(facts, archive, ADA));
    }

    @Test
    void aRestoredSessionGoesOnWithWhatWaits() {
        RestoreSession restore = new RestoreSession(RequestId.fresh(), ID);
        refused(ErrorCode.conflict, () -> SessionPolicy.restore(facts, restore, ADA));
        PromptId first = prompt("One", null);
        apply(SessionPolicy.archive(facts, new ArchiveSession(RequestId.fresh(), ID), ADA));
        apply(SessionPolicy.restore(facts, restore, ADA));
        assertThat(facts.archived()).isFalse();
        refused(ErrorCode.conflict, () -> SessionPolicy.restore(facts, restore, ADA));
        prompt("Two", null);
        assertThat(next().promptId()).isEqualTo(first);
    }

    @Test
    void aTitleThatAPersonGaveStays() {
        apply(SessionPolicy.rename(new RenameSession(RequestId.fresh(), ID, "Mine")));
        prompt("One", null);
        assertThat(facts.title()).as("given before the first prompt").isEqualTo("Mine");
        apply(SessionPolicy.archive(facts, new ArchiveSession(RequestId.fresh(), ID), ADA));
        RequestId request = RequestId.fresh();
        List<SessionEvent> events = SessionPolicy.rename(new RenameSession(request, ID, "Put away"));
        assertThat(events).containsExactly(new SessionEvent.TitleChanged(request, "Put away"));
        apply(events);
        assertThat(facts.title()).isEqualTo("Put away");
        assertThat(facts.archived()).isTrue();
    }

    @Test
    void theQueueHasAnEnd() {
        for (int i = 0; i < QueuePolicy.LONGEST_QUEUE; i++) prompt("Prompt", null);
        refused(ErrorCode.too_much, () -> prompt("One more", null));
        next();
        prompt("Now there is room", null);
    }

    @Test
    void anUnfinishedTurnGoesOnTwiceWithoutProgressAndIsThenGivenUp() {
        prompt("One", null);
        TurnStarted turn = next();
        for (int attempt = 1; attempt <= 2; attempt++) {
            SessionEvent found = SessionPolicy.recover(facts, 10).orElseThrow();
            assertThat(found).isEqualTo(new TurnResumed(turn.turnId(), attempt));
            apply(List.of(found));
        }
        TurnFinished end = (TurnFinished) SessionPolicy.recover(facts, 10).orElseThrow();
        assertThat(end.outcome()).isEqualTo(Outcome.failed);
        assertThat(end.message()).contains("3 times").contains("Prompt again");
    }

    @Test
    void progressIsAReasonToTryAgain() {
        prompt("One", null);
        TurnStarted turn = next();
        for (int i = 0; i < 5; i++) {
            apply(List.of(SessionPolicy.recover(facts, 10).orElseThrow()));
            apply(List.of(new SessionEvent.StepFinished(turn.turnId(), i, "end_of_turn", Usage.NONE)));
        }
        assertThat(SessionPolicy.recover(facts, 10)).contains(new TurnResumed(turn.turnId(), 1));
    }

    @Test
    void aTurnThatWasToStopDoesNotGoOn() {
        assertThat(SessionPolicy.recover(facts, 10)).isEmpty();
        prompt("One", null);
        assertThat(SessionPolicy.recover(facts, 10)).as("only waiting").isEmpty();
        next();
        apply(SessionPolicy.stop(facts, new StopTurn(RequestId.fresh(), ID), ADA));
        TurnFinished end = (TurnFinished) SessionPolicy.recover(facts, 0).orElseThrow();
        assertThat(end.outcome()).isEqualTo(Outcome.stopped);
        assertThat(end.durationMs()).as("though the clock went back").isZero();
    }

    @Test
    void aQuestionLeavesTheSessionWaiting() {
        prompt("One", null);
        TurnStarted turn = next();
        apply(List.of(new SessionEvent.QuestionAsked(
                turn.turnId(), new dev.slipway.protocol.ToolCallId("c1"), "Which?", List.of())));
        finish(turn, Outcome.done);
        assertThat(facts.state()).isEqualTo(SessionState.waiting);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`Add a test`,`Add a test`",
                "`\n\n  Fix\tit  \nnow`,`Fix it`",
                "`\u001b[31mred`,`[31mred`",
                "`   `,Untitled"
            })
    void aTitleIsTheFirstLineWithWords(String prompt, String title) {
        assertThat(SessionPolicy.titleOf(prompt)).isEqualTo(title);
    }

    @Test
    void aLongTitleIsCutAtAWordAndNeverInACharacter() {
        assertThat(SessionPolicy.titleOf("word ".repeat(40)))
                .hasSizeLessThanOrEqualTo(80)
                .endsWith("word…");
        String ships = SessionPolicy.titleOf("🚢".repeat(200));
        assertThat(ships.codePointCount(0, ships.length())).isEqualTo(80);
    }

    @Test
    void aPromptThatMayNotBePaidForHoldsUpNoOther() {
        PromptId dear = prompt("Do much", "test/dear");
        PromptId cheap = prompt("Do little", "test/cheap");
        TurnStarted begun = SessionPolicy.next(
                        facts, m -> false, turn -> !turn.model().equals("test/dear"))
                .orElseThrow();
        assertThat(begun.promptId()).isEqualTo(cheap);
        apply(List.of(begun));
        assertThat(facts.waiting()).extracting(PromptQueued::promptId).containsExactly(dear);
        assertThat(SessionPolicy.next(facts, m -> false, turn -> false)).isEmpty();
    }
}

package dev.slipway.desktop.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptModelTest {
    private static final SessionId SESSION = new SessionId("session1");
    private static final TurnId TURN = new TurnId("turn01");
    private static final Person ADA = new Person("Ada", "ada@example.org");

    @TempDir
    Path folder;

    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private final ManualLater time = new ManualLater();
    private Drafts drafts;
    private OpenSession session;
    private PromptModel model;

    @BeforeEach
    void open() {
        drafts = Drafts.open(folder);
        start();
    }

    @AfterEach
    void close() {
        model.close();
        session.close();
        drafts.close();
    }

    private void start() {
        session = new OpenSession(connection, SESSION);
        model = new PromptModel(session, new Outbox(connection, drafts), drafts, navigation, time);
        connection.caughtUp(SESSION);
    }

    @Test
    void enterSendsAndLeavesAnEmptyBox() {
        type("Add a --shout option");
        model.enterPressed();
        assertThat(sent().text()).isEqualTo("Add a --shout option");
        assertThat(model.text().get()).isEmpty();
        assertThat(model.sending()).hasSize(1);
        connection.lastAsked().answer().complete(null);
        assertThat(model.sending()).isEmpty();
    }

    @Test
    void anEmptyBoxSendsNothing() {
        type("  \n ");
        model.enterPressed();
        assertThat(connection.asked).isEmpty();
    }

    @Test
    void theBackendHearsOfTheFirstKeyAndOfNothingElse() {
        assertThat(connection.typed).isEmpty();
        type("A");
        type("Ad");
        assertThat(connection.typed).containsExactly(ClientMessage.Typing.in(SESSION));
        type("");
        assertThat(connection.typed).hasSize(1);
    }

    @Test
    void whatEnterDoesFollowsTheSession() {
        assertThat(model.enter().get()).isEqualTo(Enter.send);
        working();
        assertThat(model.enter().get()).isEqualTo(Enter.queue);
        finished();
        assertThat(model.enter().get()).isEqualTo(Enter.send);
        connection.happens(SESSION, new SessionEvent.SessionArchived(RequestId.fresh(), ADA));
        assertThat(model.enter().get()).isEqualTo(Enter.nothing);
    }

    @Test
    void theDraftSurvivesARestart() {
        type("half a tho");
        close();
        drafts = Drafts.open(folder);
        start();
        assertThat(model.text().get()).isEqualTo("half a tho");
    }

    @Test
    void aPromptThatWasNotAnsweredIsSentAgainUnderItsIdAfterARestart() {
        type("Add a test");
        model.enterPressed();
        RequestId first = sent().requestId();
        close();
        drafts = Drafts.open(folder);
        start();
        assertThat(connection.asked).hasSize(2);
        assertThat(sent().requestId()).isEqualTo(first);
        assertThat(sent().text()).isEqualTo("Add a test");
        connection.lastAsked().answer().complete(null);
        close();
        drafts = Drafts.open(folder);
        start();
        assertThat(connection.asked).hasSize(2);
    }

    @Test
    void aRefusedPromptComesBackIntoTheBoxWithWhatWasWrong() {
        type("Add a test");
        model.enterPressed();
        connection
                .lastAsked()
                .answer()
                .completeExceptionally(Refusals.of(ErrorCode.conflict, "This session is archived."));
        assertThat(model.text().get()).isEqualTo("Add a test");
        assertThat(navigation.told.getLast().text()).isEqualTo("This session is archived.");
        assertThat(model.sending()).isEmpty();
    }

    @Test
    void aTooLongPromptStaysAndSaysWhy() {
        type("x".repeat(ClientMessage.LONGEST_PROMPT + 1));
        model.enterPressed();
        assertThat(connection.asked).isEmpty();
        assertThat(navigation.told.getLast().text()).contains("200000");
        assertThat(model.text().get()).hasSize(ClientMessage.LONGEST_PROMPT + 1);
    }

    @Test
    void stoppingTakesTwoPressesWithinAMoment() {
        model.stop();
        assertThat(connection.asked).isEmpty();
        working();
        model.stop();
        assertThat(model.stopSwitch().armed().get()).isTrue();
        time.passes(StopSwitch.ARMED);
        assertThat(model.stopSwitch().armed().get()).isFalse();
        model.stop();
        assertThat(connection.asked).isEmpty();
        model.stop();
        assertThat(connection.lastAsked().command()).isInstanceOf(ClientMessage.StopTurn.class);
    }

    @Test
    void anArmedStopDoesNotOutliveTheTurn() {
        working();
        model.stop();
        finished();
        assertThat(model.stopSwitch().armed().get()).isFalse();
    }

    @Test
    void aPromptThatWaitsCanBeEditedAndTheDraftComesBack() {
        working();
        queued("prompt2", "Then add a test");
        type("a draft");
        model.edit(new PromptId("prompt2"));
        assertThat(model.enter().get()).isEqualTo(Enter.save);
        assertThat(model.text().get()).isEqualTo("Then add a test");
        type("Then add two tests");
        model.enterPressed();
        ControlCommand.EditPrompt edit =
                (ControlCommand.EditPrompt) connection.lastAsked().command();
        assertThat(edit.text()).isEqualTo("Then add two tests");
        assertThat(model.text().get()).isEqualTo("a draft");
        assertThat(drafts.draft(SESSION.value())).isEqualTo("a draft");
    }

    @Test
    void whatIsEditedStaysWhenTheAgentWasFaster() {
        working();
        queued("prompt2", "Then add a test");
        model.edit(new PromptId("prompt2"));
        type("Then add two tests");
        finished();
        begins("turn02", "prompt2");
        assertThat(model.editing().get()).isNull();
        assertThat(model.text().get()).isEqualTo("Then add two tests");
        assertThat(drafts.draft(SESSION.value())).isEqualTo("Then add two tests");
        assertThat(navigation.told).isNotEmpty();
    }

    @Test
    void cancellingLeavesTheEditing() {
        working();
        queued("prompt2", "Then add a test");
        model.edit(new PromptId("prompt2"));
        model.cancel(new PromptId("prompt2"));
        assertThat(model.editing().get()).isNull();
        assertThat(connection.lastAsked().command()).isInstanceOf(ControlCommand.CancelPrompt.class);
    }

    @Test
    void whileATurnRunsAPromptMaySteerItOrTakeItsPlace() {
        type("At once");
        model.steer();
        assertThat(sent().mode()).as("where no turn runs").isNull();
        working();
        type("Wait");
        model.enterPressed();
        assertThat(sent().mode()).isNull();
        type("Rather so");
        model.steer();
        assertThat(sent().mode()).isEqualTo(PromptMode.steer);
        type("Instead");
        model.stopAndSend();
        assertThat(sent().mode()).isEqualTo(PromptMode.stop_and_send);
        assertThat(model.text().get()).isEmpty();
    }

    @Test
    void whatWasSentCanBeRecalledAndTheDraftWaits() {
        for (String text : new String[] {"one", "two"}) {
            type(text);
            model.enterPressed();
        }
        type("draft");
        model.older();
        assertThat(model.text().get()).isEqualTo("two");
        model.older();
        model.older();
        assertThat(model.text().get()).isEqualTo("one");
        model.newer();
        model.newer();
        assertThat(model.text().get()).isEqualTo("draft");
        model.newer();
        assertThat(model.text().get()).isEqualTo("draft");
    }

    @Test
    void modelAndEffortAreForTheNextPromptOnly() {
        model.choice().model().set("openai/gpt-5.5");
        model.choice().effort().set(Effort.high);
        type("Think");
        model.enterPressed();
        assertThat(sent().model()).isEqualTo("openai/gpt-5.5");
        assertThat(sent().effort()).isEqualTo(Effort.high);
        assertThat(model.choice().model().get()).isNull();
        assertThat(model.choice().effort().get()).isNull();
    }

    private SubmitPrompt sent() {
        return (SubmitPrompt) connection.lastAsked().command();
    }

    private void type(String text) {
        model.text().set(text);
    }

    private void working() {
        queued("prompt1", "Go");
        begins("turn01", "prompt1");
    }

    private void begins(String turn, String prompt) {
        connection.happens(
                SESSION, new SessionEvent.TurnStarted(new TurnId(turn), new PromptId(prompt), "rehearsal", true, null));
    }

    private void queued(String prompt, String text) {
        connection.happens(SESSION, prompt(prompt, text));
    }

    static SessionEvent.PromptQueued prompt(String id, String text) {
        return new SessionEvent.PromptQueued(RequestId.fresh(), new PromptId(id), ADA, text, null, null);
    }

    private void finished() {
        connection.happens(SESSION, new SessionEvent.TurnFinished(TURN, Outcome.done, null, 5, Usage.NONE));
    }
}

package dev.slipway.desktop.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.nio.file.Path;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptPaneTest {
    private static final SessionId SESSION = new SessionId("session1");

    @TempDir
    Path folder;

    private final FakeConnection connection = new FakeConnection();
    private PromptModel model;

    @ParameterizedTest
    @CsvSource({"light, 360", "dark, 760"})
    void aPersonTypesSendsQueuesEditsAndStops(ThemeChoice theme, int width) {
        Drafts drafts = Drafts.open(folder);
        try (Window window = Window.show(width, 420, theme, () -> pane(drafts))) {
            window.picture("prompt-empty-" + theme);
            window.clickOn("#prompt").write("Shout");
            window.press(KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.SHIFT);
            window.write("test");
            window.type(KeyCode.ENTER);
            assertThat(((ClientMessage.SubmitPrompt) connection.lastAsked().command()).text())
                    .isEqualTo("Shout\ntest");
            Window.run(this::begin);
            assertThat(window.lookup("#prompt-hint").queryAs(Label.class).getText())
                    .startsWith("Enter queues");
            double oneLine = height(window);
            Window.run(() -> model.text()
                    .set("This one is a longer text that has to wrap at some point, as people write whole paragraphs "
                            + "about what they want, and the box grows with them up to eight lines. ".repeat(2)));
            window.picture("prompt-working-" + theme);
            assertThat(height(window)).isGreaterThan(oneLine);
            window.clickOn("#stop");
            assertThat(connection.lastAsked().command()).isInstanceOf(ClientMessage.StopTurn.class);
        } finally {
            drafts.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"light, 760", "dark, 400"})
    void aPersonSteersTakesTheTurnsPlaceAndMovesWhatWaits(ThemeChoice theme, int width) {
        Drafts drafts = Drafts.open(folder);
        try (Window window = Window.show(width, 420, theme, () -> pane(drafts))) {
            Window.run(this::begin);
            Window.run(() -> model.text().set("Rather so"));
            window.picture("prompt-meanwhile-" + theme);
            window.clickOn("#prompt");
            window.press(KeyCode.CONTROL).type(KeyCode.ENTER).release(KeyCode.CONTROL);
            assertThat(((ClientMessage.SubmitPrompt) connection.lastAsked().command()).mode())
                    .isEqualTo(PromptMode.steer);
            window.write("Instead");
            window.press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.ENTER).release(KeyCode.CONTROL, KeyCode.SHIFT);
            assertThat(((ClientMessage.SubmitPrompt) connection.lastAsked().command()).mode())
                    .isEqualTo(PromptMode.stop_and_send);
            window.clickOn("#move-up-prompt3");
            assertThat(((ControlCommand.MovePrompt) connection.lastAsked().command()).before())
                    .isEqualTo(new PromptId("prompt2"));
        } finally {
            drafts.close();
        }
    }

    @Test
    void theKeyboardStaysWithThePromptsWhateverBecomesOfThem() {
        Drafts drafts = Drafts.open(folder);
        try (Window window = Window.show(760, 420, ThemeChoice.light, () -> pane(drafts))) {
            Window.run(this::begin);
            window.clickOn("#cancel-prompt2");
            Window.run(() -> cancelled("prompt4"));
            assertThat(window.lookup("#cancel-prompt2").query().isFocused()).isTrue();
            Window.run(() -> cancelled("prompt2"));
            assertThat(window.lookup("#prompt").query().isFocused()).isTrue();
            window.clickOn("#edit-prompt3");
            assertThat(window.lookup("#prompt").query().isFocused()).isTrue();
        } finally {
            drafts.close();
        }
    }

    private void cancelled(String prompt) {
        connection.happens(
                SESSION,
                new ControlEvent.PromptCancelled(
                        RequestId.fresh(), new PromptId(prompt), new Person("Ada", "ada@example.org")));
    }

    private BorderPane pane(Drafts drafts) {
        OpenSession session = new OpenSession(connection, SESSION);
        model = new PromptModel(
                session, new Outbox(connection, drafts), drafts, new FakeNavigation(), new ManualLater());
        connection.caughtUp(SESSION);
        BorderPane pane = new BorderPane();
        pane.setBottom(new PromptPane(model));
        return pane;
    }

    private static double height(Window window) {
        return window.lookup("#prompt").queryAs(TextArea.class).getHeight();
    }

    private void begin() {
        connection.happens(SESSION, PromptModelTest.prompt("prompt1", "Go"));
        connection.happens(
                SESSION,
                new SessionEvent.TurnStarted(new TurnId("turn01"), new PromptId("prompt1"), "rehearsal", true, null));
        connection.happens(SESSION, PromptModelTest.prompt("prompt2", "Then add a test for the empty string"));
        connection.happens(
                SESSION,
                PromptModelTest.prompt(
                        "prompt3", "日本語のとても長いプロンプト مرحبا بالعالم and much more of the same ".repeat(20)));
        connection.happens(
                SESSION,
                new SessionEvent.PromptQueued(
                        RequestId.fresh(),
                        new PromptId("prompt4"),
                        new Person("Grace Hopper", "grace@example.org"),
                        "Leave the tests alone",
                        null,
                        null,
                        null,
                        PromptMode.steer,
                        null,
                        null));
    }
}

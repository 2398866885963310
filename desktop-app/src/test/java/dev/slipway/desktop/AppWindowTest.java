package dev.slipway.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Backend;
import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.files.Trees;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Outside;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The whole app with a whole backend, a real sandbox and the rehearsal: from a new session to a commit, and over a
/// backend that goes away and comes back.
class AppWindowTest extends FxRobot {
    @TempDir
    Path root;

    private final List<String> copied = new ArrayList<>();
    private Map<String, String> environment;
    private Backend backend;
    private AppWindow window;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(root.resolve(".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
        environment = Map.of(
                "HOME", root.toString(),
                "SLIPWAY_HOME", root.resolve("state").toString(),
                "SLIPWAY_MODEL", "rehearsal",
                "SLIPWAY_CONFIG", root.resolve("slipway.yaml").toString(),
                "PATH", System.getenv("PATH"));
        Files.createFile(root.resolve("slipway.yaml"));
        backend = start();
        FxToolkit.registerPrimaryStage();
        show("");
        Window.until(
                "the board is known",
                () -> desk() != null && desk().connection().boardKnown().get());
    }

    private void show(String link) {
        Window.run(() -> {
            stage = new Stage();
            window = new AppWindow(stage, root.resolve("desktop"), environment, new UiThread(), outside());
            window.show();
            window.bring(link);
        });
    }

    @AfterEach
    void close() {
        closeWindow();
        backend.close();
    }

    private void closeWindow() {
        Window.run(() -> {
            window.close();
            stage.close();
        });
    }

    @Test
    void theWayFromAPromptToACommitIsGoneByKeyboardAlone() {
        Window.until("the sample is there", () -> !board().isEmpty() || hasSample());
        type(KeyCode.N);
        Window.until("a new session is begun", () -> place() == DeskModel.Place.newSession && hasText("sample"));
        Window.until(
                "one can write",
                () -> stage.getScene().getFocusOwner()
                        == lookup("#first-prompt").query());
        write("Shout");
        type(KeyCode.ENTER);
        Window.until("the session is shown", () -> place() == DeskModel.Place.session);
        Window.until("it is done", () -> board().stream().anyMatch(row -> row.state() == SessionState.done));
        type(KeyCode.ESCAPE);
        Window.until("the box was left", () -> !(stage.getScene().getFocusOwner() instanceof TextInputControl));
        type(KeyCode.D);
        Window.until("the changes are shown", () -> hasText("Apply to my checkout"));
        clickOn((Node) lookup(node -> "Close (Alt+Left)".equals(node.getAccessibleText()))
                .query());
        Window.until(
                "the keyboard is in the session, and not in the list's filter",
                () -> stage.getScene().getFocusOwner()
                        != lookup("#session-filter").query());
        press(KeyCode.CONTROL).type(KeyCode.K).release(KeyCode.CONTROL);
        write("dark");
        type(KeyCode.ENTER);
        Window.until("the palette is gone", () -> window.shell().overlay().get() == ShellModel.Overlay.none);
        press(KeyCode.CONTROL).type(KeyCode.K).type(KeyCode.J).release(KeyCode.CONTROL);
        Window.until(
                "nobody writes behind it",
                () -> window.shell().overlay().get() == ShellModel.Overlay.none
                        && stage.getScene().getFocusOwner() instanceof TextInputControl);
    }

    @Test
    void aBackendThatGoesAwayAndComesBackElsewhereIsFoundAgain() {
        backend.close();
        Window.until(
                "the window says so", () -> lookup("#connection-banner").query().isVisible());
        Window.run(() -> {
            stage.setWidth(400);
            window.bring("slipway://elsewhere/now");
        });
        Node banner = lookup("#connection-banner").query();
        Window.until(
                "a toast stands below what says so",
                () -> lookup("#toasts").query().getBoundsInParent().getMinY()
                        >= banner.getBoundsInParent().getMaxY() + 56);
        backend = start();
        Window.until("it is back", () -> !lookup("#connection-banner").query().isVisible());
        assertThat(desk().connection().status().get().isOnline()).isTrue();
    }

    @Test
    void aLinkThatTheAppIsStartedWithIsFollowedOnceTheBackendIsFound() throws Exception {
        closeWindow();
        backend.close();
        Trees.delete(root.resolve("desktop/kept"));
        show("slipway://new");
        Window.until("nobody is found", () -> hasText("Start Slipway on this machine"));
        backend = start();
        Window.until("a new session is begun", () -> desk() != null && place() == DeskModel.Place.newSession);
    }

    @Test
    void anAppThatIsStartedWithoutItsBackendIsReadAndWrittenInAndSendsOnce() {
        rehearse();
        closeWindow();
        backend.close();

        show("");
        Window.until("what was seen is read", () -> desk() != null && shown("Add --shout to greet (rehearsal)"));
        Window.until(
                "since when is said",
                () -> lookup("#connection-banner .label")
                        .queryLabeled()
                        .getText()
                        .startsWith("Offline since "));
        assertThat(board()).hasSize(1);
        clickOn("#prompt").write("Once more").type(KeyCode.ENTER);
        Window.until("it waits", () -> hasText("waits until you are online"));
        Window.save(Window.on(() -> stage.getScene().snapshot(null)), new File("target/screens/offline-started.png"));
        closeWindow();

        show("");
        Window.until("it waits still", () -> desk() != null && hasText("waits until you are online"));
        backend = start();
        Window.until(
                "it is sent, once",
                () -> desk().open().get().view().get().turns().stream()
                                .filter(turn -> turn.prompt() != null
                                        && turn.prompt().text().equals("Once more"))
                                .count()
                        == 1);
        Window.until("nothing waits", () -> desk().outbox().unanswered().isEmpty());
        assertThat(desk().open().get().view().get().turns()).hasSize(2);
    }

    @Test
    void wordsAreFoundInAllSessionsAndOpenedWhereTheyStand() {
        rehearse();
        Window.run(() -> desk().newSession(null));
        press(KeyCode.CONTROL, KeyCode.SHIFT).type(KeyCode.F).release(KeyCode.CONTROL, KeyCode.SHIFT);
        Window.until(
                "one can write",
                () -> stage.getScene().getFocusOwner()
                        == lookup("#search-field").query());
        write("capitals");
        Window.until("it is found", () -> lookup(".snippet-found").tryQuery().isPresent());
        type(KeyCode.ENTER);
        Window.until(
                "the session is shown",
                () -> window.shell().overlay().get() == ShellModel.Overlay.none
                        && place() == DeskModel.Place.session
                        && shown("it will greet in capitals"));
    }

    /// A session that is done, and seen.
    private void rehearse() {
        Window.until("the sample is there", this::hasSample);
        type(KeyCode.N);
        Window.until(
                "one can write",
                () -> stage.getScene().getFocusOwner()
                        == lookup("#first-prompt").query());
        write("Shout");
        type(KeyCode.ENTER);
        Window.until("it is done", () -> board().stream().anyMatch(row -> row.state() == SessionState.done));
        Window.until("it is shown", () -> shown("Add --shout to greet (rehearsal)"));
    }

    private boolean shown(String words) {
        return lookup(node -> node instanceof javafx.scene.text.Text text
                        && text.getText().contains(words))
                .tryQuery()
                .isPresent();
    }

    @Test
    void anInvitationThatTheAppIsStartedWithIsInTheFieldAndNotUsedYet() {
        closeWindow();
        String invitation = "https://slipway.example.org/join#code";
        show(invitation);
        Window.until("the form has it", () -> hasText(invitation) && hasText("Join and show"));
    }

    @Test
    void aShareLinkOfABackendThatIsntKnownSaysWhatToAskFor() {
        Window.run(() -> window.bring("https://slipway.example.org/s/mwua7ql3uc1wk#code"));
        Window.until(
                "it is said",
                () -> window.shell().toasts().shown().stream()
                        .anyMatch(toast -> toast.text().contains("Ask for an invitation there")));
    }

    @Test
    void aLinkThatLeadsNowhereIsSaidSo() {
        Window.run(() -> window.bring("slipway://elsewhere/now"));
        Window.until("it is said", () -> hasText("This link leads nowhere here: slipway://elsewhere/now"));
        Node toasts = lookup("#toasts").query();
        WaitForAsyncUtils.waitForFxEvents();
        Window.save(Window.on(() -> stage.getScene().snapshot(null)), new File("target/screens/toast.png"));
        assertThat(toasts.getBoundsInParent().getMaxY())
                .as("inside the window")
                .isLessThanOrEqualTo(stage.getScene().getHeight());
    }

    private Backend start() {
        return Backend.start(Configuration.read(environment, Optional.of(0)), environment, () -> {});
    }

    private Outside outside() {
        return new Outside() {
            @Override
            public void browse(String url) {}

            @Override
            public void copy(String text) {
                copied.add(text);
            }
        };
    }

    private DeskModel desk() {
        return window.shell().desk().get();
    }

    private DeskModel.Place place() {
        return desk().place().get();
    }

    private Collection<SessionListed> board() {
        return desk().connection().board().get().sessions().values();
    }

    private boolean hasSample() {
        return !desk().connection().board().get().repositories().isEmpty();
    }

    private boolean hasText(String text) {
        return lookup(node -> node instanceof javafx.scene.control.Labeled l && text.equals(l.getText())
                        || node instanceof javafx.scene.control.TextField f && text.equals(f.getText()))
                .tryQuery()
                .isPresent();
    }
}

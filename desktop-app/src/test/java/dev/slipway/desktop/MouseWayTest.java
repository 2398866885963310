package dev.slipway.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Backend;
import dev.slipway.backend.config.Configuration;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.screens.ScriptedVendor;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Outside;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxRobotInterface;
import org.testfx.api.FxToolkit;

/// The whole app with a whole backend, a real sandbox and the rehearsal, by mouse: the keyboard writes words, and
/// neither sends them nor goes anywhere.
class MouseWayTest extends FxRobot {
    @TempDir
    Path root;

    private final List<String> copied = new ArrayList<>();
    private ScriptedVendor vendor;
    private Backend backend;
    private AppWindow window;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        vendor = new ScriptedVendor(
                Map.of("wait", List.of(to -> to.words("I wait.").hang())));
        Files.writeString(root.resolve(".gitconfig"), "[user]\n\tname = Ada\n\temail = ada@example.org\n");
        Map<String, String> environment = Map.of(
                "HOME", root.toString(),
                "SLIPWAY_HOME", root.resolve("state").toString(),
                "SLIPWAY_MODEL", "rehearsal",
                "ANTHROPIC_BASE_URL", vendor.url(),
                "SLIPWAY_CONFIG", root.resolve("slipway.yaml").toString(),
                "PATH", System.getenv("PATH"));
        Files.createFile(root.resolve("slipway.yaml"));
        backend = Backend.start(Configuration.read(environment, Optional.of(0)), environment, () -> {});
        FxToolkit.registerPrimaryStage();
        Window.run(() -> {
            stage = new Stage();
            window = new AppWindow(stage, root.resolve("desktop"), environment, new UiThread(), outside());
            window.show();
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(1440);
            stage.setHeight(900);
        });
        Window.until(
                "the sample is there",
                () -> desk() != null
                        && !desk().connection().board().get().repositories().isEmpty());
    }

    @AfterEach
    void close() {
        Window.run(() -> {
            window.close();
            stage.close();
        });
        backend.close();
        vendor.close();
    }

    @Test
    void theWayFromAPromptToTheCheckoutAndToTheEndOfTheSessionIsGoneByMouseAlone() throws Exception {
        click("#new-session");
        click("#repository");
        click(".pick-list .list-cell");
        click("#first-prompt").write("Add a --shout option");
        press("Start session");
        Window.until("the session is shown", () -> desk().place().get() == DeskModel.Place.session);
        Window.until("it is done", () -> only().state() == SessionState.done);

        press("Changes (D)");
        click(".diff-gap");
        click("#bring");
        assertThat(copied).last().asString().startsWith("git switch slipway/");
        click("#apply");
        click("#apply-strip .accent");
        Path greet = root.resolve("state/sample/greet");
        Window.until("the checkout has it", () -> Files.readString(greet).contains("--shout"));
        press("Close (Alt+Left)");
        Window.until("the changes are gone", () -> desk().panel().get() == DeskModel.Panel.none);

        click("#model-menu");
        press("anthropic/claude-sonnet-5-5");
        click("#prompt").write("Wait for me");
        click("#send");
        Window.until("it works", () -> only().state() == SessionState.working);
        click("#stop");
        Window.until("it is stopped", () -> only().state() == SessionState.stopped);

        press("Rename");
        write("Shout, and wait");
        click("#prompt");
        Window.until("it has its name", () -> only().title().equals("Shout, and wait"));
    }

    @Test
    void whatIsTakenOffTheListByMouseComesBackByMouse() {
        click("#new-session");
        click("#first-prompt").write("Add a --shout option");
        press("Start session");
        Window.until("it is done", () -> only().state() == SessionState.done);

        press("Archive");
        Window.until("it is archived", () -> only().archived());
        press("Undo");
        Window.until("it is back", () -> !only().archived());

        rightClickOn(seen(".session-line"));
        press("Delete");
        Window.until(
                "its line is gone", () -> lookup(".session-line").tryQuery().isEmpty());
        press("Undo");
        rightClickOn(seen(".session-line"));
        press("Delete");
        press("Dismiss");
        Window.until("it is gone for good", () -> board().isEmpty());
    }

    @Test
    void everyCommandIsReachedByMouse() {
        click("#command-menu");
        press("Find everything");
        Window.until("the palette is there", () -> overlay() == ShellModel.Overlay.palette);
        press("Show all keys");
        Window.until("the keys are there", () -> overlay() == ShellModel.Overlay.help);
        // Beside it.
        clickOn(10, 890);
        Window.until("they are gone", () -> overlay() == ShellModel.Overlay.none);
    }

    @Test
    void aNarrowWindowLeadsBackByMouse() {
        Window.run(() -> stage.setWidth(400));
        click("#new-session");
        click("#first-prompt").write("Add a --shout option");
        press("Start session");
        Window.until("it is done", () -> only().state() == SessionState.done);
        press("Changes (D)");
        press("Close (Alt+Left)");
        press("Back to the list");
        click("#new-session");
        press("Back to the list");
        Window.until("the list is there", () -> desk().place().get() == DeskModel.Place.sessions);
    }

    private FxRobotInterface click(String query) {
        return clickOn(seen(query));
    }

    /// What has these words, to be seen or to be heard.
    private void press(String words) {
        clickOn(seen(
                words,
                node -> words.equals(node.getAccessibleText())
                        || node instanceof javafx.scene.control.Labeled l && words.equals(l.getText())));
    }

    private Node seen(String query) {
        return seen(query, lookup(query)::queryAll);
    }

    private Node seen(String words, java.util.function.Predicate<Node> that) {
        return seen(words, () -> lookup(that).queryAll());
    }

    private Node seen(String what, Callable<? extends java.util.Collection<Node>> found) {
        Node[] first = new Node[1];
        Window.until(what + " can be clicked", () -> {
            first[0] = found.call().stream()
                    .filter(MouseWayTest::isSeen)
                    .findFirst()
                    .orElse(null);
            return first[0] != null;
        });
        return first[0];
    }

    private static boolean isSeen(Node node) {
        for (Node each = node; each != null; each = each.getParent()) if (!each.isVisible()) return false;
        return node.getScene() != null && !node.isDisabled() && boundsOf(node).getWidth() > 0;
    }

    private static Bounds boundsOf(Node node) {
        return node.localToScene(node.getLayoutBounds());
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

    private ShellModel.Overlay overlay() {
        return window.shell().overlay().get();
    }

    private java.util.Collection<SessionListed> board() {
        return desk().connection().board().get().sessions().values();
    }

    private SessionListed only() {
        return board().iterator().next();
    }
}

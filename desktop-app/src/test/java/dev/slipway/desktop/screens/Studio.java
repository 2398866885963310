package dev.slipway.desktop.screens;

import dev.slipway.backend.Backend;
import dev.slipway.backend.config.Configuration;
import dev.slipway.client.LocalBackend;
import dev.slipway.desktop.AppWindow;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.design.Emoji;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Outside;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage.Command;
import dev.slipway.protocol.ClientMessage.CreateSession;
import dev.slipway.protocol.ClientMessage.RenameSession;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.scene.Node;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// The app's window and its backend, and a camera.
final class Studio extends FxRobot implements AutoCloseable {
    private static final int HEIGHT = 900;
    private static final String MODEL = "anthropic/claude-sonnet-5-5";

    private final Path root;
    private final Path folder;
    private final ScriptedVendor vendor = new ScriptedVendor(Scripts.all());
    private final Map<String, String> environment;
    private final Stage stage;
    private AppWindow window;
    private @Nullable Backend backend;

    /// @param folder gets the pictures
    Studio(Path root, Path folder) throws Exception {
        this.root = root;
        this.folder = folder;
        Files.writeString(root.resolve(".gitconfig"), "[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n");
        Files.writeString(root.resolve("slipway.yaml"), "sandbox:\n  idle-minutes: 1\n");
        environment = Map.of(
                "HOME", root.toString(),
                "SLIPWAY_HOME", root.resolve("state").toString(),
                "SLIPWAY_MODEL", "rehearsal",
                "ANTHROPIC_BASE_URL", vendor.url(),
                "PATH", System.getenv("PATH"),
                "SLIPWAY_CONFIG", root.resolve("slipway.yaml").toString());
        Emoji.withoutColours(root.resolve("desktop"));
        FxToolkit.registerPrimaryStage();
        stage = Window.on(Stage::new);
        window = Window.on(this::appear);
        until(() -> desk() == null);
    }

    private AppWindow appear() {
        AppWindow made = new AppWindow(stage, root.resolve("desktop"), environment, new UiThread(), nowhere());
        made.show();
        stage.requestFocus();
        return made;
    }

    /// The app is ended, and started once more.
    void again() {
        Window.run(window::close);
        window = Window.on(this::appear);
        until(() -> desk() != null);
    }

    /// Of the backend, and who has its machine.
    LocalBackend address() {
        return LocalBackend.find(root.resolve("state")).orElseThrow();
    }

    /// The backend is there, with its sample repository.
    void open() {
        backend = Backend.start(Configuration.read(environment, Optional.of(0)), environment, () -> {});
        until(() -> desk() != null
                && desk().connection().status().get().isOnline()
                && !desk().connection().board().get().repositories().isEmpty());
    }

    /// The backend goes away.
    void leave() {
        Objects.requireNonNull(backend).close();
        until(() -> !desk().connection().status().get().isOnline());
    }

    @Override
    public void close() {
        vendor.close();
    }

    Path root() {
        return root;
    }

    ShellModel shell() {
        return window.shell();
    }

    DeskModel desk() {
        return shell().desk().get();
    }

    /// A picture in both themes at each width, without a word to the person in the way.
    void shoot(String name, int... widths) {
        for (String theme : List.of("light", "dark")) {
            run("theme." + theme);
            for (int width : widths) {
                size(width);
                settle();
                Window.save(
                        Window.on(() -> stage.getScene().snapshot(null)),
                        folder.resolve(name + "-" + theme + "-" + width + ".png")
                                .toFile());
            }
        }
    }

    void size(int width) {
        Window.run(() -> {
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(HEIGHT);
        });
        WaitForAsyncUtils.waitForFxEvents();
    }

    /// What comes over the network, and what is laid out in the next frames.
    void settle() {
        Awaitility.await().pollDelay(Duration.ofMillis(700)).until(() -> true);
        WaitForAsyncUtils.waitForFxEvents();
    }

    void run(String command) {
        Window.run(() -> shell().commands().all().stream()
                .filter(each -> each.id().equals(command))
                .forEach(each -> each.run().run()));
    }

    /// A new session with a title, on the sample.
    SessionId session(String title) {
        return session(new RepositoryName("sample"), title);
    }

    SessionId session(RepositoryName repository, String title) {
        ServerMessage answer = send(new CreateSession(RequestId.fresh(), repository, null, null));
        SessionId session = ((ServerMessage.Logged) answer).sessionId();
        send(new RenameSession(RequestId.fresh(), session, title));
        return session;
    }

    void rehearse(SessionId session, String prompt) {
        send(new SubmitPrompt(RequestId.fresh(), session, prompt, null, null));
    }

    /// The scripted vendor is asked.
    void ask(SessionId session, String prompt) {
        send(new SubmitPrompt(RequestId.fresh(), session, prompt, MODEL, null));
    }

    ServerMessage send(Command command) {
        return Window.on(() -> desk().connection().send(command)).join();
    }

    /// To be asked from outside the FX thread.
    SessionDetails details(SessionId session) {
        return Window.on(() -> desk().connection().ask(api -> api.details(session)))
                .join();
    }

    /// Runs git in a folder, as the person that the pictures show.
    void git(Path folder, String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder git =
                new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        git.environment().put("HOME", root.toString());
        Process process = git.redirectInput(ProcessBuilder.Redirect.PIPE).start();
        try (var in = process.outputWriter()) {
            in.write(input);
        }
        if (process.waitFor() != 0) throw new IllegalStateException(command + " failed");
    }

    void show(SessionId session) {
        Window.run(() -> List.copyOf(shell().toasts().shown()).forEach(shell().toasts()::dismiss));
        Window.run(() -> shell().openSession(session));
        settle();
    }

    List<SessionListed> rows() {
        return Window.on(
                () -> List.copyOf(desk().connection().board().get().sessions().values()));
    }

    SessionListed row(SessionId session) {
        return Window.on(() -> Objects.requireNonNull(
                desk().connection().board().get().sessions().get(session)));
    }

    /// The first that is seen and told to screen readers by words that contain these.
    void press(String words) {
        settle();
        Node found = lookup(node -> node.isVisible()
                        && node.getAccessibleText() != null
                        && node.getAccessibleText().contains(words))
                .query();
        clickOn(found);
    }

    /// The newest that is seen and has these words.
    void pressWord(String words) {
        settle();
        List<Node> found = List.copyOf(lookup(words).queryAll());
        clickOn(found.stream()
                .max(java.util.Comparator.comparingDouble(
                        node -> node.localToScene(0, 0).getY()))
                .orElseThrow());
    }

    /// A button on the line of a name.
    void pressBeside(String name, String words) {
        Node line = lookup(name).query().getParent();
        clickOn(from(line).lookup(words).queryButton());
    }

    boolean sees(String words) {
        return lookup(node -> node instanceof Text text && text.getText().contains(words))
                .tryQuery()
                .isPresent();
    }

    boolean hears(String words) {
        return lookup(node -> String.valueOf(node.getAccessibleText()).contains(words))
                .tryQuery()
                .isPresent();
    }

    /// As [#until], from outside the FX thread.
    static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(condition);
    }

    static void until(Callable<Boolean> condition) {
        Window.until("what is to be pictured", condition);
    }

    private static Outside nowhere() {
        return new Outside() {
            @Override
            public void browse(String url) {}

            @Override
            public void copy(String text) {}
        };
    }
}

package dev.slipway.desktop.screens;

import dev.slipway.backend.Backend;
import dev.slipway.backend.config.Configuration;
import dev.slipway.desktop.AppWindow;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.UiThread;
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
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/// Writes a picture of each place in both themes at three widths. The backend is a real one with the rehearsal.
public final class Screens {
    private static final int[] WIDTHS = {360, 900, 1440};
    private static final int HEIGHT = 900;
    private static final List<String> TITLES = List.of(
            "Add a --shout option and test it",
            "Fix",
            "日本語のとても長いタイトルで、一行に収まらないもの。これは省略されるはずです。",
            "تحديث صفحة تسجيل الدخول لتعمل من اليمين إلى اليسار",
            "🚢 Ship it, 🧪 after the tests",
            "A title of three hundred characters, as people paste whole paragraphs into the box: "
                    .repeat(4)
                    .substring(0, 300));

    private final Path folder;
    private final Map<String, String> environment;
    private final Backend backend;
    private final Stage stage;
    private final AppWindow window;

    private Screens(Path root, Path folder) throws Exception {
        this.folder = folder;
        Files.writeString(root.resolve(".gitconfig"), "[user]\n\tname = Ada Lovelace\n\temail = ada@example.org\n");
        Files.createFile(root.resolve("slipway.yaml"));
        environment = Map.of(
                "HOME", root.toString(),
                "SLIPWAY_HOME", root.resolve("state").toString(),
                "SLIPWAY_MODEL", "rehearsal",
                "SLIPWAY_CONFIG", root.resolve("slipway.yaml").toString());
        FxToolkit.registerPrimaryStage();
        stage = Window.on(Stage::new);
        window = Window.on(() -> new AppWindow(stage, root.resolve("desktop"), environment, new UiThread(), nowhere()));
        Window.run(window::show);
        until(() -> window.shell().desk().get() == null);
        shoot("welcome");
        backend = Backend.start(Configuration.read(environment, Optional.of(0)), environment, () -> {});
        until(() -> desk() != null
                && !desk().connection().board().get().repositories().isEmpty());
    }

    /// @param arguments the folder that the pictures go to
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("slipway-screens");
        Screens screens = new Screens(root, Path.of(arguments[0]));
        screens.shoot("empty");
        screens.sessions();
        screens.places();
        System.exit(0);
    }

    private void sessions() {
        List<SessionId> made = new ArrayList<>();
        for (String title : TITLES) {
            RepositoryName sample = new RepositoryName("sample");
            ServerMessage answer = send(new CreateSession(RequestId.fresh(), sample, null, null));
            SessionId session = ((ServerMessage.Logged) answer).sessionId();
            made.add(session);
            send(new SubmitPrompt(RequestId.fresh(), session, title + ".\n\nAnd say what you did.", null, null));
            send(new RenameSession(RequestId.fresh(), session, title));
        }
        until(() -> rows().size() == TITLES.size() && rows().stream().allMatch(r -> r.state() == SessionState.done));
        Window.run(() -> window.shell().openSession(made.getFirst()));
    }

    private void places() {
        shoot("session");
        Window.run(() -> desk().toggle(DeskModel.Panel.changes));
        shoot("changes");
        Window.run(() -> desk().toggle(DeskModel.Panel.details));
        shoot("details");
        Window.run(() -> desk().closePanel());
        Window.run(() -> desk().showSessions());
        shoot("sessions");
        Window.run(() -> window.shell().newSession(null));
        shoot("new-session");
        for (ShellModel.Overlay overlay :
                List.of(ShellModel.Overlay.palette, ShellModel.Overlay.help, ShellModel.Overlay.backends)) {
            Window.run(() -> window.shell().toggle(overlay));
            shoot(overlay.name());
            Window.run(() -> window.shell().closeOverlay());
        }
        SessionId last = rows().getLast().sessionId();
        Window.run(() -> window.shell().openSession(last));
        shoot("hostile-title");
        backend.close();
        until(() -> !desk().connection().status().get().isOnline());
        shoot("offline");
    }

    private void shoot(String name) {
        for (String theme : List.of("light", "dark")) {
            Window.run(() -> window.shell().commands().all().stream()
                    .filter(command -> command.id().equals("theme." + theme))
                    .forEach(command -> command.run().run()));
            for (int width : WIDTHS) {
                Window.run(() -> {
                    stage.setWidth(width);
                    stage.setHeight(HEIGHT);
                });
                // What comes over the network, and what is laid out in the next frames.
                Awaitility.await().pollDelay(Duration.ofMillis(700)).until(() -> true);
                WaitForAsyncUtils.waitForFxEvents();
                File file = folder.resolve(name + "-" + theme + "-" + width + ".png")
                        .toFile();
                Window.save(Window.on(() -> stage.getScene().snapshot(null)), file);
            }
        }
    }

    private ServerMessage send(Command command) {
        return Window.on(() -> desk().connection().send(command)).join();
    }

    private List<SessionListed> rows() {
        return List.copyOf(desk().connection().board().get().sessions().values());
    }

    private DeskModel desk() {
        return window.shell().desk().get();
    }

    private static Outside nowhere() {
        return new Outside() {
            @Override
            public void browse(String url) {}

            @Override
            public void copy(String text) {}
        };
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Window.on(condition));
    }
}

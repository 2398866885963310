package dev.slipway.desktop.screens;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Writes a picture of each place in both themes at three widths, and of what may become of a session at two. The
/// backend is a real one with the rehearsal; where a model is to fail or to wait, a real client asks [ScriptedVendor].
public final class Screens {
    private static final int[] ALL = {360, 900, 1440};
    private static final int[] TWO = {360, 1440};
    private static final List<String> TITLES = List.of(
            "Add a --shout option and test it",
            "Fix",
            "日本語のとても長いタイトルで、一行に収まらないもの。これは省略されるはずです。",
            "تحديث صفحة تسجيل الدخول لتعمل من اليمين إلى اليسار",
            "🚢 Ship it, 🧪 after the tests",
            "A title of three hundred characters, as people paste whole paragraphs into the box: "
                    .repeat(4)
                    .substring(0, 300));

    private final Studio studio;

    private Screens(Studio studio) {
        this.studio = studio;
    }

    /// @param arguments the folder that the pictures go to
    public static void main(String[] arguments) throws Exception {
        Path root = Files.createTempDirectory("slipway-screens");
        try (Studio studio = new Studio(root, Path.of(arguments[0]))) {
            new Screens(studio).all();
            System.exit(0);
        } catch (Throwable e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private void all() throws Exception {
        studio.shoot("welcome", ALL);
        studio.open();
        studio.shoot("empty", ALL);
        List<SessionId> made = sessions();
        places(made);
        States states = new States(studio);
        Surroundings around = new Surroundings(studio);
        SessionId serves = around.serves();
        around.ofThePast();
        around.ofTheNetwork();
        around.ofLimits();
        around.ofReadingFirst();
        around.ofImages();
        around.ofRelease(serves);
        try (Together together = new Together(studio)) {
            together.alone(made.getFirst());
            together.come();
            states.ofTurns(together);
            states.ofChanges(made.getFirst());
            together.ofPeople(made.getFirst(), made.get(1), made.get(2));
            together.ofSharing(made.getFirst());
            together.ofSearching();
            together.ofCosts();
        }
        states.ofBeginnings();
        states.ofMany();
        studio.show(made.getLast());
        studio.leave();
        studio.shoot("offline", ALL);
        states.ofOffline();
        studio.again();
        studio.shoot("offline-started", TWO);
    }

    private List<SessionId> sessions() {
        List<SessionId> made = new ArrayList<>();
        for (String title : TITLES) {
            SessionId session = studio.session(title);
            made.add(session);
            studio.rehearse(session, title + ".\n\nAnd say what you did.");
        }
        Studio.until(() -> studio.rows().size() == TITLES.size()
                && studio.rows().stream().allMatch(r -> r.state() == SessionState.done));
        return made;
    }

    private void places(List<SessionId> made) {
        studio.show(made.getFirst());
        studio.shoot("session", ALL);
        Window.run(() -> studio.desk().toggle(DeskModel.Panel.changes));
        studio.shoot("changes", ALL);
        Window.run(() -> studio.desk().toggle(DeskModel.Panel.details));
        studio.shoot("details", ALL);
        Window.run(() -> studio.desk().closePanel());
        Window.run(() -> studio.desk().showSessions());
        studio.shoot("sessions", ALL);
        Window.run(() -> studio.shell().newSession(null));
        studio.shoot("new-session", ALL);
        for (ShellModel.Overlay overlay :
                List.of(ShellModel.Overlay.palette, ShellModel.Overlay.help, ShellModel.Overlay.backends)) {
            Window.run(() -> studio.shell().toggle(overlay));
            studio.shoot(overlay.name(), ALL);
            Window.run(() -> studio.shell().closeOverlay());
        }
        studio.show(made.getLast());
        studio.shoot("hostile-title", ALL);
    }
}

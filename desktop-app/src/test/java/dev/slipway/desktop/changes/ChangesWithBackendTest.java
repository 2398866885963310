package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

/// The changes of a session of a real backend: seen when they are committed, opened, applied, and refused.
class ChangesWithBackendTest {
    private static final String NAME = "odd \"name\" é.txt";

    @TempDir
    Path folder;

    @Test
    void whatATurnChangedIsSeenAndAppliedAndNotOverWhatThePersonDid() throws Exception {
        FxToolkit.registerPrimaryStage();
        FakeNavigation navigation = new FakeNavigation();
        try (House house = House.open(folder.resolve("house"), new Worker());
                SettingsFile settings = SettingsFile.open(folder.resolve("desktop"))) {
            SessionId id = house.session();
            LiveConnection connection = Window.on(
                    () -> LiveConnection.open(new Address("house", house.url(), House.TOKEN), "test", new UiThread()));
            OpenSession session = Window.on(() -> new OpenSession(connection, id));
            ChangesModel model = Window.on(() -> new ChangesModel(
                    session, Source.of(session), settings, navigation, new Editor(settings, Map.of(), c -> {})));
            try (Window window = Window.show(700, 500, ThemeChoice.light, () -> new ChangesPane(model))) {
                changesAndApplies(house, id, model, window);
                refuses(house, id, model);
            }
            Window.run(() -> {
                model.close();
                session.close();
                connection.close();
            });
        }
    }

    private static void changesAndApplies(House house, SessionId id, ChangesModel model, Window window)
            throws Exception {
        until(() -> model.state().get() == ChangesModel.State.empty);
        house.prompt(id, "echo more >> README.md; printf 'one\\ntwo' > '" + NAME + "'");
        until(() -> model.files().size() == 2);
        until(() -> model.diff().rows().get().stream()
                .anyMatch(row ->
                        row instanceof Row.Line line && line.shown().text().equals("two")));
        assertThat(Window.on(() -> model.files().getLast().path())).isEqualTo(NAME);
        window.picture("changes-backend");

        until(() -> model.mayApply());
        Window.run(model::askApply);
        Window.run(model.apply()::confirm);
        until(() -> model.apply().state().get().step() == ApplyModel.Step.done);
        assertThat(house.project().folder().resolve(NAME)).hasContent("one\ntwo");
    }

    private static void refuses(House house, SessionId id, ChangesModel model) throws Exception {
        Path mine = Files.writeString(house.project().folder().resolve("README.md"), "mine\n");
        house.prompt(id, "echo again >> README.md");
        until(() -> model.turns().size() == 3);
        Window.run(model::askApply);
        Window.run(model.apply()::confirm);
        until(() -> model.apply().state().get().step() == ApplyModel.Step.refused);
        assertThat(Window.on(() -> model.apply().state().get().words())).contains("README.md");
        assertThat(mine).hasContent("mine\n");
        Window.run(() -> model.show(model.turns().get(1).turn()));
        until(() -> model.files().size() == 1);
    }

    private static void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Window.on(condition));
    }
}

package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;

class ThreadWithBackendTest {
    @Test
    void aTurnIsSeenWhileItIsWrittenAndAfterwards(@TempDir Path folder) throws Exception {
        FxToolkit.registerPrimaryStage();
        List<String> words = Collections.nCopies(300, "some **words** of `it`\n\n");
        try (House house = House.open(folder, new Talker(words, word -> {}))) {
            SessionId session = house.session();
            for (int i = 0; i < 20; i++) house.prompt(session, "Say it " + i);
            LiveConnection connection = Window.on(
                    () -> LiveConnection.open(new Address("here", house.url(), House.TOKEN), "test", new UiThread()));
            OpenSession open = Window.on(() -> new OpenSession(connection, session));
            ThreadModel model = Window.on(() -> new ThreadModel(open, new FakeNavigation(), System::currentTimeMillis));
            try (Window window = Window.show(760, 800, ThemeChoice.dark, () -> new ThreadPane(model))) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Window.on(() -> ended(model) == 20
                                || model.rows().get().stream()
                                                        .filter(Row.Said.class::isInstance)
                                                        .count()
                                                >= 12
                                        && model.rows().get().getLast() instanceof Row.Ended));
                window.picture("thread-with-backend");
                assertThat(Window.on(() -> model.rows().get().stream()
                                .filter(Row.Words.class::isInstance)
                                .map(Row::copied)
                                .distinct()
                                .toList()))
                        .containsExactly("some words of it");
            } finally {
                Window.run(() -> {
                    model.close();
                    open.close();
                    connection.close();
                });
            }
        }
    }

    private static long ended(ThreadModel model) {
        return model.rows().get().stream().filter(Row.Ended.class::isInstance).count();
    }
}

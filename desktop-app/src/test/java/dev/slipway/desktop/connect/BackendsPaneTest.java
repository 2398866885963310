package dev.slipway.desktop.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Invitations;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.desktop.settings.SettingsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendsPaneTest {
    private static final StartCommand START = new StartCommand("slipway up", "in a terminal");
    private static final Invitations NOBODY = new Invitations(Runnable::run);

    private final FakeNavigation navigation = new FakeNavigation();
    private final List<FakeConnection> opened = new ArrayList<>();
    private SettingsFile settings;
    private Elsewhere elsewhere;
    private Connections connections;
    private BackendsModel model;

    @BeforeEach
    void open(@TempDir Path folder) {
        settings = SettingsFile.open(folder);
        elsewhere = new Elsewhere(Map.of("HOME", folder.toString()));
        connections = new Connections(
                then -> then.accept(Optional.empty()), settings, elsewhere, this::connect, new ManualLater());
        model = new BackendsModel(connections, navigation, NOBODY, START, () -> navigation.showSessions());
    }

    @AfterEach
    void close() {
        connections.close();
        elsewhere.close();
        settings.close();
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "light, 900", "dark, 360", "dark, 900"})
    void theyAreShownInBothThemesAndWidths(ThemeChoice theme, double width) {
        String name = theme + "-" + (int) width;
        try (Window window = Window.show(width, 720, theme, () -> new WelcomePane(model))) {
            assertThat(window.picture("welcome-" + name)).isNotEmpty();
        }
        try (Window window = Window.show(width, 620, theme, () -> padded(new BackendsPane(model)))) {
            Window.run(() -> {
                connections.add(Address.of("Lab", "https://lab.example.org", "secret"));
                opened.getLast().is(Status.State.online, "");
                connections.add(Address.of("A machine with a long name ".repeat(4), "https://b.example.org", "secret"));
                opened.getLast()
                        .is(Status.State.refused, "The token is wrong. It is in the file that backend.json names.");
                connections.add(Address.of("", "https://away.example.org", "secret"));
                opened.getLast().is(Status.State.offline, "Connection refused");
            });
            window.picture("backends-" + name);
        }
    }

    @Test
    void aPersonTriesABackendAddsItAndRemovesIt() {
        try (Window window = Window.show(480, 640, ThemeChoice.light, () -> padded(new BackendsPane(model)))) {
            window.clickOn("#backend-url").write("https://lab.example.org").type(KeyCode.TAB);
            window.write("secret");
            window.clickOn("Try it");
            Window.run(() -> opened.getLast().is(Status.State.online, ""));
            assertThat(window.lookup("#backend-trial").queryAs(Label.class).getText())
                    .contains("takes the token");
            window.picture("backends-tried");
            window.clickOn("#add-backend");
            assertThat(navigation.went).containsExactly("sessions");
            assertThat(connections.chosen().get().words()).isEqualTo("lab.example.org");
            Window.run(() -> window.scene().getRoot().layout());
            window.clickOn(
                    window.lookup((javafx.scene.Node node) -> "Remove lab.example.org".equals(node.getAccessibleText()))
                            .<javafx.scene.Node>query());
            assertThat(connections.all()).hasSize(1);
        }
    }

    @Test
    void theCommandThatStartsABackendIsCopied() {
        try (Window window = Window.show(480, 700, ThemeChoice.light, () -> new WelcomePane(model))) {
            window.clickOn("#copy-start");
            assertThat(navigation.copied).containsExactly("slipway up");
        }
    }

    private static StackPane padded(BackendsPane pane) {
        StackPane around = new StackPane(pane);
        around.setStyle("-fx-padding: 16px; -fx-background-color: -ground;");
        return around;
    }

    private Connection connect(Address address) {
        FakeConnection connection = new FakeConnection();
        connection.moveTo(address);
        opened.add(connection);
        return connection;
    }
}

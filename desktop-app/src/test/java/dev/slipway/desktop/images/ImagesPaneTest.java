package dev.slipway.desktop.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.ImageSource;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is to be looked at, and what a person does there.
class ImagesPaneTest {
    private static final long NOW = 1_795_569_600_000L;
    private static final RepositoryName GREET = new RepositoryName("greet");
    private static final RepositoryName BROKEN = new RepositoryName("broken");
    private static final BuildId BUILD = new BuildId("mwua9build01");

    private final FakeConnection connection = new FakeConnection();
    private final ManualLater later = new ManualLater();

    private static ImageDetails greet() {
        return new ImageDetails(
                GREET,
                new ImageDetails.Current(
                        "9c1185a5c5e9fc54612808977ee8f548b2258d31",
                        "main",
                        NOW - 240_000,
                        53_200,
                        41_345_024,
                        4,
                        List.of("It leaves files that .gitignore doesn't name: out/")),
                new ImageDetails.Setting(
                        ImageSource.file,
                        ".slipway/environment.yaml",
                        "host",
                        List.of(
                                new ImageDetails.Step("setup", List.of("mvn -B dependency:go-offline", "npm ci")),
                                new ImageDetails.Step("build", List.of("mvn -B test-compile " + "-Dx=y ".repeat(30))),
                                new ImageDetails.Step("test", List.of("mvn -o test"))),
                        Map.of("db", "postgres -D ~/db"),
                        List.of(8080),
                        List.of("repo.maven.apache.org"),
                        List.of(),
                        List.of("the host npm.example.org", "\u202eevil\u001b[31m שלום"),
                        List.of(),
                        1_800_000),
                List.of(),
                new PoolFigures(1, 0, 5, 2, 3L << 20));
    }

    private ImagesModel model() {
        ImageDetails broken = new ImageDetails(
                BROKEN,
                null,
                new ImageDetails.Setting(
                        ImageSource.detected,
                        "a makefile: Make",
                        "host",
                        List.of(new ImageDetails.Step("build", List.of("make"))),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        1_800_000),
                List.of(),
                null);
        connection.listed(new BoardEvent.ImageFailed(
                BROKEN, BUILD, "c", "Building failed: `make` ended with 2 after 0.1 s.", "make: *** Error 1"));
        connection.willAnswer(
                CompletableFuture.completedFuture(new ImageList(104_857_600, 40L << 30, List.of(greet(), broken))));
        return new ImagesModel(connection, later, () -> NOW);
    }

    @ParameterizedTest
    @CsvSource({"light, 360", "dark, 760", "light, 760", "dark, 360"})
    void imagesAreSeenWithTheirLogs(ThemeChoice theme, int width) {
        try (Window window = Window.show(width, 800, theme, () -> new ImagesPane(model()))) {
            Window.run(() -> {
                connection.listed(new BoardEvent.ImageBuilding(
                        null, GREET, BUILD, "c", "Setting up: mvn -B dependency:go-offline"));
                connection.willAnswer(CompletableFuture.completedFuture(new BuildLog(
                        BUILD, 0, "$ mvn -B dependency:go-offline\n[INFO] Scanning for projects...\n", 60, 60, false)));
            });
            assertThat(window.lookup("Setting up: mvn -B dependency:go-offline").tryQuery())
                    .isPresent();
            Window.run(() ->
                    ((javafx.scene.control.Button) window.lookup("Log").nth(0).query()).fire());
            TextArea log = window.lookup("#image-log-greet").queryAs(TextArea.class);
            assertThat(log.getText()).contains("Scanning for projects");
            assertThat(window.picture("images-" + theme + "-" + width)).isNotEmpty();
            Window.run(() -> {
                connection.willAnswer(CompletableFuture.completedFuture(
                        new BuildLog(BUILD, 0, "$ mvn\nBUILD SUCCESS\n", 60, 60, true)));
                later.passes(Duration.ofSeconds(1));
            });
            assertThat(log.getText()).contains("BUILD SUCCESS");
        }
    }

    @Test
    void rebuildAndCancelAreAskedOfTheBackend() {
        ImagesModel model = model();
        assertThat(model.cards().get()).extracting(ImageCard::dot).containsExactly("done", "failed");
        assertThat(model.cards().get().getFirst().state())
                .isEqualTo("Ready · 4 min ago · main at 9c1185a5c… · 39.4 MB");
        assertThat(model.cards().get().getFirst().facts())
                .contains(new ImageCard.Fact("Sandboxes", "1 waits (3.0 MB of memory) · 5 of 7 sessions began in one"));
        assertThat(model.cards().get().getFirst().warnings()).noneMatch(words -> words.contains("\u202e"));
        connection.willAnswer(CompletableFuture.completedFuture(new ImageList(0, 40L << 30, List.of(greet()))));
        later.passes(Duration.ofSeconds(5));
        assertThat(model.disk().get()).startsWith("0 B of");
        model.build(GREET);
        assertThat(connection.lastAsked().command()).isInstanceOfSatisfying(RepositoryCommand.BuildImage.class, b -> {
            assertThat(b.repository()).isEqualTo(GREET);
            assertThat(b.clean()).isFalse();
        });
        connection.lastAsked().answer().completeExceptionally(new IllegalStateException("It is being built already."));
        assertThat(model.problem().get()).isEqualTo("It is being built already.");
        connection.listed(new BoardEvent.ImageBuilding(null, GREET, BUILD, "c", "Building"));
        assertThat(model.cards().get().getFirst().building()).isTrue();
        model.cancel(GREET);
        assertThat(connection.lastAsked().command()).isInstanceOf(RepositoryCommand.CancelBuild.class);
        model.close();
    }
}

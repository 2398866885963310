package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.protocol.Applied;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChangesModelTest {
    @TempDir
    Path folder;

    private Path checkout;
    private Scene scene;

    @BeforeEach
    void open() throws IOException {
        checkout = Files.createDirectory(folder.resolve("checkout"));
        scene = new Scene(folder.resolve("desktop"), checkout);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void theEmptyStateSaysWhatIsGoingOn() {
        ChangesModel model = scene.model();
        assertThat(model.state().get()).isEqualTo(ChangesModel.State.empty);
        assertThat(model.words().get()).startsWith("Nothing changed yet.");
        scene.begins("turn01", "Shout");
        assertThat(model.words().get()).startsWith("Working…");
        scene.changes("turn01", new FileChange("x", FileChange.Kind.added, 1, 0, false));
        assertThat(model.words().get()).startsWith("1 file differs so far.");
        scene.ends("turn01");
        assertThat(model.words().get()).contains("not committed yet");
    }

    @Test
    void aCommitIsSeenAtOnce() {
        ChangesModel model = scene.model();
        scene.begins("turn01", "Shout");
        scene.source.with("src/x", "a\n", "b\n");
        scene.commits("turn01", null);
        assertThat(model.state().get()).isEqualTo(ChangesModel.State.shown);
        assertThat(model.files()).containsExactlyElementsOf(scene.source.files.values());
        assertThat(model.turns()).extracting(TurnChoice::title).containsExactly("Whole session", "Shout");

        scene.source.with("src/y", "", "b\n");
        scene.ends("turn01");
        scene.begins("turn02", "Whisper\nnow\u202e");
        scene.commits("turn02", "big.bin is too large and was left out.");
        assertThat(model.files()).hasSize(2);
        assertThat(model.turns())
                .extracting(TurnChoice::title)
                .containsExactly("Whole session", "Whisper now\ufffd", "Shout");
        assertThat(model.beside().get()).isEqualTo("big.bin is too large and was left out.");
    }

    @Test
    void oneTurnIsAskedForAlone() {
        scene.source.with("x", "a\n", "b\n");
        scene.begins("turn01", "Shout");
        scene.commits("turn01", null);
        ChangesModel model = scene.model();
        model.show(new TurnId("turn01"));
        model.diff().inView(0, 9);
        assertThat(scene.source.asked).containsExactly("changes null", "changes turn01", "diff x 3");
        model.show(new TurnId("turn01"));
        assertThat(scene.source.asked).hasSize(3);
        model.show(null);
        assertThat(model.turn().get()).isNull();
    }

    @Test
    void theFilterNarrowsFilesAndDiffs() {
        scene.source.with("src/Main.java", "a\n", "b\n").with("docs/read.md", "a\n", "b\n");
        ChangesModel model = scene.model();
        model.filter().set("MAIN");
        assertThat(model.files()).extracting(FileChange::path).containsExactly("src/Main.java");
        assertThat(model.diff().rows().get()).extracting(Row::path).containsOnly("src/Main.java");
        model.filter().set("");
        assertThat(model.files()).hasSize(2);
    }

    @Test
    void halvesAreSideBySideWhereThereIsRoomAndThePersonWantsIt() {
        ChangesModel model = scene.model();
        model.wide().set(true);
        assertThat(model.split().get()).isFalse();
        model.toggleSplit();
        assertThat(model.split().get()).isTrue();
        assertThat(scene.settings.now().splitDiff()).isTrue();
        model.wide().set(false);
        assertThat(model.split().get()).isFalse();
        assertThat(scene.settings.now().splitDiff()).isTrue();
    }

    @Test
    void whatFailedIsSaidAndTriedAgain() {
        scene.source.failure = new IOException("The backend doesn't answer.");
        ChangesModel model = scene.model();
        assertThat(model.state().get()).isEqualTo(ChangesModel.State.failed);
        assertThat(model.words().get()).isEqualTo("The backend doesn't answer.");
        scene.source.failure = null;
        scene.source.with("x", "a\n", "b\n");
        model.read();
        assertThat(model.state().get()).isEqualTo(ChangesModel.State.shown);
        scene.source.failure = new IOException("Away.");
        model.read();
        assertThat(model.state().get()).isEqualTo(ChangesModel.State.shown);
        assertThat(scene.navigation.told.getLast().text()).contains("Away.");
    }

    @Test
    void applyingIsConfirmedAndSaysWhatItDid() {
        scene.source.with("x", "a\n", "b\n");
        ChangesModel model = scene.model();
        model.askApply();
        assertThat(scene.source.asked).doesNotContain("apply");
        assertThat(model.apply().state().get().words()).contains(checkout.toString());
        model.apply().confirm();
        assertThat(model.apply().state().get().step()).isEqualTo(ApplyModel.Step.running);
        scene.source.applied.complete(new Applied(List.of("x")));
        assertThat(model.apply().state().get())
                .isEqualTo(new ApplyModel.State(
                        ApplyModel.Step.done, "1 file written into your checkout, uncommitted.", List.of("x")));
        model.apply().leave();
        assertThat(model.apply().state().get().step()).isEqualTo(ApplyModel.Step.none);
    }

    @Test
    void aRefusalIsShownWhole() {
        String why = "Your checkout has other changes in: x, y. Commit or stash them first.";
        scene.source.applied = CompletableFuture.failedFuture(Refusals.of(ErrorCode.conflict, why));
        scene.source.with("x", "a\n", "b\n");
        ChangesModel model = scene.model();
        model.askApply();
        model.apply().confirm();
        assertThat(model.apply().state().get())
                .isEqualTo(new ApplyModel.State(ApplyModel.Step.refused, why, List.of()));
    }

    @Test
    void pathAndCommandAreCopied() {
        scene.source.with("x", "a\n", "b\n");
        ChangesModel model = scene.model();
        model.copyPath("src/x");
        model.copyBringCommand();
        assertThat(scene.navigation.copied)
                .containsExactly("src/x", "git fetch 'http://127.0.0.1:7420' slipway/add-shout");
    }

    @Test
    void aFileOfTheCheckoutIsOpenedWhereOneReads() throws IOException {
        Files.writeString(checkout.resolve("-x"), "a\n");
        scene.source.with("-x", "a\nb\n", "a\nc\n");
        ChangesModel model = scene.model();
        model.diff().inView(0, 9);
        model.diff().select(3, Selection.Side.both, false);
        model.openInEditor();
        assertThat(scene.started)
                .containsExactly(List.of("code", "--goto", checkout.toRealPath().resolve("-x") + ":2"));
    }

    @Test
    void nothingOutsideTheCheckoutIsOpened() throws IOException {
        Files.writeString(folder.resolve("secret"), "");
        Files.createSymbolicLink(checkout.resolve("link"), folder.resolve("secret"));
        ChangesModel model = scene.model();
        for (String path : List.of("../secret", "link", folder.resolve("secret").toString(), "gone", "a\0b", ".")) {
            model.open(path, 1);
        }
        assertThat(scene.started).isEmpty();
        assertThat(scene.navigation.told).hasSize(6);
    }
}

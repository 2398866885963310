package dev.slipway.backend.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeadAndTailTest {
    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyOutputInAnyPiecesIsBoundedAndKeepsItsEnds(long seed) {
        Random random = new Random(seed);
        String text = text(random, random.nextInt(40_000));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        HeadAndTail kept = new HeadAndTail(10_000);
        for (int at = 0; at < bytes.length; ) {
            int to = Math.min(bytes.length, at + 1 + random.nextInt(12_000));
            kept.add(Arrays.copyOfRange(bytes, at, to));
            at = to;
        }

        String shown = kept.text("call");

        String about = "seed " + seed + ", " + bytes.length + " bytes";
        if (bytes.length <= 9_400) {
            assertThat(shown).as(about).isEqualTo(text);
            return;
        }
        assertThat(shown.getBytes(StandardCharsets.UTF_8).length).as(about).isLessThanOrEqualTo(10_000);
        String[] ends = shown.split("\n\\[… .* bytes left out.* …]\n");
        assertThat(ends).as(about).hasSize(2);
        assertThat(text).as(about).startsWith(ends[0]).endsWith(ends[1]);
        assertThat(shown).as(about).doesNotContain("?");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bytesThatAreNoTextDoNotGrow(long seed) {
        byte[] bytes = new byte[30_000];
        new Random(seed).nextBytes(bytes);
        HeadAndTail kept = new HeadAndTail(10_000);
        kept.add(bytes);

        assertThat(kept.text("call").getBytes(StandardCharsets.UTF_8).length)
                .as("seed %d", seed)
                .isLessThanOrEqualTo(10_000);
    }

    private static String text(Random random, int length) {
        int[] letters = {'a', 'ä', '語', 0x1F600, '\n'};
        StringBuilder text = new StringBuilder();
        while (text.length() < length) text.appendCodePoint(letters[random.nextInt(letters.length)]);
        return text.toString();
    }
}

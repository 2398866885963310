package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.changes.Words.Range;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    @Test
    void theWordThatChangedIsMarked() {
        Words words = Words.between("int count = old(1);", "int count = fresh(1);");

        assertThat(words.removed()).containsExactly(new Range(12, 15));
        assertThat(words.added()).containsExactly(new Range(12, 17));
    }

    @Test
    void linesWithLittleInCommonHaveNoMarks() {
        assertThat(Words.between("return a;", "while (true) { next(); }")).isEqualTo(Words.NONE);
        assertThat(Words.between("x".repeat(5000), "y")).isEqualTo(Words.NONE);
        assertThat(Words.between("same", "same")).isEqualTo(Words.NONE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsNotMarkedIsTheSameInBoth(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String before = line(random);
            String after = line(random);
            Words words = Words.between(before, after);
            if (words.equals(Words.NONE)) continue;
            assertThat(without(before, words.removed()))
                    .as("seed %d: %s → %s", seed, before, after)
                    .isEqualTo(without(after, words.added()));
        }
    }

    private static String line(Random random) {
        StringBuilder line = new StringBuilder();
        for (int n = random.nextInt(9); n > 0; n--)
            line.append("alpha beta gamma ( ) , 漢字 😀".split(" ")[random.nextInt(8)])
                    .append("  ");
        return line.toString();
    }

    private static String without(String text, java.util.List<Range> marks) {
        StringBuilder left = new StringBuilder();
        int at = 0;
        for (Range mark : marks) {
            left.append(text, at, mark.from());
            at = mark.to();
        }
        // Marks that are one character apart are joined over it.
        return left.append(text.substring(at)).toString().replaceAll("\\s", "");
    }
}

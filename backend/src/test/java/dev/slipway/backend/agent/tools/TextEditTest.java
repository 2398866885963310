package dev.slipway.backend.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TextEditTest {
    @ParameterizedTest
    @CsvSource({
        "'a\nb\nc\n', 'b', 'x', 'a\nx\nc\n', 2",
        "'a\nb\nc\n', 'a\nb', '', '\nc\n', 1",
        "'a $1 \\ b', '$1 \\', '$2 \\n', 'a $2 \\n b', 1",
        "'a\r\nb\r\nc\r\n', 'a\nb', 'x\ny\nz', 'x\r\ny\r\nz\r\nc\r\n', 1",
        "'end', 'end', 'END', 'END', 1",
    })
    void aPassageThatIsThereOnceIsReplaced(String text, String old, String now, String result, int line) {
        TextEdit.Edited edited = new TextEdit(old, now).once(text);

        assertThat(edited).isEqualTo(new TextEdit.Edited(result, 1, line));
    }

    @Test
    void aPassageThatIsThereTwiceIsRefusedUnlessAllAreMeant() {
        TextEdit edit = new TextEdit("x", "y");

        assertThatThrownBy(() -> edit.once("x\n\nx"))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining("2 times, at lines 1, 3");
        assertThat(edit.everywhere("x\n\nx")).isEqualTo(new TextEdit.Edited("y\n\ny", 2, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "'if (a) {\n\tb();\n}\n', 'if (a) {\n    b();\n}', 'differs only in white space is at line 1:'",
        "'one\nint total = 1;\nthree', 'int totals = 1;', 'The nearest that is there, from line 2:'",
        "'one', 'something else altogether', 'read the file again'",
        "'', 'x', 'read the file again'",
    })
    void aPassageThatIsNotThereGetsAHint(String text, String old, String hint) {
        assertThatThrownBy(() -> new TextEdit(old, "").once(text))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining("not in the file")
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource({"'', 'x', 'use `write`'", "'x', 'x', 'are the same'"})
    void editsThatChangeNothingAreRefused(String old, String now, String why) {
        assertThatThrownBy(() -> new TextEdit(old, now))
                .isInstanceOf(BadArguments.class)
                .hasMessageContaining(why);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anEditAndItsReverseLeaveTheTextAsItWas(long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) text.append(random.nextInt(5)).append(i % 7 == 0 ? "\n" : "");
        int from = random.nextInt(text.length() - 10);
        String before = text.substring(0, from) + "<here>" + text.substring(from);

        String after = new TextEdit("<here>", "<there>\n").once(before).text();

        assertThat(new TextEdit("<there>\n", "<here>").once(after).text())
                .as("seed %d", seed)
                .isEqualTo(before);
    }

    @Test
    void aLongPassageThatIsNowhereInAFileOfManyLinesIsToldInGoodTime() {
        TextEdit edit = new TextEdit("a b ".repeat(12_000), "y");
        String file = "x\n".repeat(200_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> edit.once(file)).isInstanceOf(BadArguments.class));
    }
}

package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckoutOutputTest {
    private static final String SAID = """
            Receiving objects:   0% (1/18062)\rReceiving objects:  48% (8700/18062), 1.2 MiB | 2 MiB/s\r\
            Receiving objects: 100% (18062/18062), 3.4 MiB | 3 MiB/s, done.
            warning: odd
            Resolving deltas:   7% (1/14)\rUpdating files:  62% (11160/18000)\rUpdating files: 100% (18000/18000), done.
            Installing malware:  10% (1/10)
            fatal: no room
            """;

    private final List<String> told = new ArrayList<>();
    private final CheckoutOutput output = new CheckoutOutput((what, howFar) -> told.add(howFar));

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    private void say(String text) {
        output.output(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatGitSaysIsUnderstoodHoweverItIsCut(long seed) {
        Random random = new Random(seed);
        for (int at = 0; at < SAID.length(); ) {
            int end = Math.min(SAID.length(), at + 1 + random.nextInt(60));
            say(SAID.substring(at, end));
            at = end;
        }
        assertThat(told)
                .as("seed %d", seed)
                .containsExactly(
                        "receiving, 0 %",
                        "receiving, 48 %",
                        "receiving, 100 %",
                        "unpacking, 7 %",
                        "laying out, 62 %",
                        "laying out, 100 %");
        assertThat(output.end())
                .as("seed %d", seed)
                .isEqualTo("warning: odd\nInstalling malware:  10% (1/10)\nfatal: no room");
    }

    @Test
    void onlyTheEndIsKeptOfHoweverMuch() {
        for (int i = 0; i < 10_000; i++) say("error " + i + "\n");
        say("x".repeat(1_000_000));
        assertThat(output.end()).hasSizeLessThan(10_000).contains("error 9999").endsWith("xxx");
    }
}

package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTest {
    @Test
    void whatChoosesALetterSLookIsLeftOutAndTheLetterStays() {
        assertThat(Plain.text("⚠\ufe0f stop\n❤\ufe0e")).isEqualTo("⚠ stop\n❤");
        assertThat(Plain.line("1\ufe0f\u20e3 of 2")).isEqualTo("1\u20e3 of 2");
    }

    @Test
    void whatJoinsEmojiStays() {
        String coder = "\ud83d\udc69\u200d\ud83d\udcbb";
        assertThat(Plain.line(coder)).isEqualTo(coder);
    }
}

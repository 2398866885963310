package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.Org, example.org",
        "example.org., example.org",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "ｅｘａｍｐｌｅ。ｏｒｇ, example.org",
        "127.0.0.1, 127.0.0.1",
        "0x7f.1, 127.0.0.1",
        "0x7F.0.0x0.1, 127.0.0.1",
        "0177.0.0.01, 127.0.0.1",
        "2130706433, 127.0.0.1",
        "127.1., 127.0.0.1",
        "0x, 0.0.0.0",
        "１２７.０.０.１, 127.0.0.1",
        "169.254.43518, 169.254.169.254",
        "[::1], [0:0:0:0:0:0:0:1]",
        "[0:0:0:0:0:0:0:1], [0:0:0:0:0:0:0:1]",
        "[FE80::A], [fe80:0:0:0:0:0:0:a]",
        "[::ffff:127.0.0.1], 127.0.0.1",
        "[::ffff:7f00:1], 127.0.0.1"
    })
    void eachSpellingHasOneForm(String raw, String canonical) {
        assertThat(HostName.parse(raw).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "a b",
                " a",
                "a\t",
                "a\u0000.example.org",
                "user@example.org",
                "example.org/",
                "example.org\\",
                "example.org?x",
                "example.org#x",
                "example%2eorg",
                "[::1",
                "::1",
                "[::1]x",
                "[::1%eth0]",
                "[fe80::1%25lo]",
                "1.2.3.4.5",
                "256.1.1.1",
                "1.2.3.256",
                "0x1ffffffff",
                "4294967296",
                "08.1.1.1",
                "-a.example",
                "a_b.example",
                "a\u00adb\u2028.example",
                "a\r\nb"
            })
    void whatIsNoHostIsRefused(String raw) {
        assertThatThrownBy(() -> HostName.parse(raw)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 254, 5000})
    void whatIsTooLongIsRefused(int length) {
        assertThatThrownBy(() -> HostName.parse("a".repeat(length))).isInstanceOf(IllegalArgumentException.class);
    }
}

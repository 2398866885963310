package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How numbers and times are said.
class HumanTest {
    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "999,999 ms",
        "1000,1.0 s",
        "59949,59.9 s",
        "60000,1 min 0 s",
        "3599000,59 min 59 s",
        "3600000,1 h 0 min",
        "90000000,25 h 0 min"
    })
    void durations(long ms, String said) {
        assertThat(Human.duration(ms)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 kB", "1048576,1.0 MB", "1073741824,1.0 GB", "5368709120,5.0 GB"})
    void sizes(long bytes, String said) {
        assertThat(Human.bytes(bytes)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "-5000,now",
        "9,now",
        "10,10 s ago",
        "60,1 min ago",
        "3600,1 h ago",
        "86400,1 day ago",
        "172800,2 days ago"
    })
    void howLongAgo(long seconds, String said) {
        assertThat(Human.ago(0, seconds * 1000)).isEqualTo(said);
    }

    @Test
    void aCutIsShownAndNeverInACharacter() {
        assertThat(Human.cut("🚢🚢🚢", 3)).isEqualTo("🚢🚢🚢");
        assertThat(Human.cut("🚢🚢🚢", 2)).isEqualTo("🚢…");
        assertThat(Human.cut("abc", 0)).isEqualTo("a…");
    }
}

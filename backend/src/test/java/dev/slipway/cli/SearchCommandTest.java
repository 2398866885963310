package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.Found;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchCommandTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);
    private static final Style BOLD = new Style(true, true, 80);

    private static Found.Hit hit(String snippet, Found.Mark... marks) {
        return new Found.Hit(
                new SessionId("session1"),
                "A title",
                new RepositoryName("greet"),
                SessionState.done,
                false,
                Found.Place.answer,
                1,
                1,
                null,
                null,
                snippet,
                List.of(marks));
    }

    @Test
    void whatWasFoundIsBoldAndNothingInItIsObeyed() {
        String line = SearchCommand.snippet(hit("a\u001b[31m walrus\nhere", new Found.Mark(7, 13)), BOLD);
        assertThat(line).isEqualTo("a\u241b[31m " + BOLD.bold("walrus") + " here");
    }

    @Test
    void marksThatFitNothingBreakNothing() {
        String line = SearchCommand.snippet(hit("walrus", new Found.Mark(4, 99), new Found.Mark(-5, 2)), BOLD);
        assertThat(line).contains("walr").contains("us");
    }

    @Test
    void aTimeIsADayOrSoLongAgo() {
        assertThat(SearchCommand.sinceMs("2026-11-28", NOON))
                .isEqualTo(NOON.millis() - Duration.ofHours(12).toMillis());
        assertThat(SearchCommand.sinceMs("7d", NOON))
                .isEqualTo(NOON.millis() - Duration.ofDays(7).toMillis());
        assertThat(SearchCommand.sinceMs("3h", NOON))
                .isEqualTo(NOON.millis() - Duration.ofHours(3).toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "7", "2026-13-01", "999999d"})
    void anotherTimeIsRefused(String text) {
        assertThatThrownBy(() -> SearchCommand.sinceMs(text, NOON)).isInstanceOf(Exit.class);
    }
}

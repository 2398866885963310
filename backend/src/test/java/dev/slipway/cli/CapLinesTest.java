package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the terminal tells of caps.
class CapLinesTest {
    private static final Style PLAIN = Style.of(Map.of(), false);

    private static List<String> lines(List<Costs.Cap> caps) {
        Costs.Line none = new Costs.Line("", "", 0, Usage.NONE, null, List.of());
        return CapLines.of(new Costs(List.of(), none, "2026-10-24", caps), PLAIN)
                .toList();
    }

    @Test
    void eachCapHasALineWithWhatIsLeft() {
        assertThat(lines(List.of(
                        new Costs.Cap(
                                CapScope.person, "ada@example.org", "2026-11", 100.0, 200.0, null, null, 101.4, 9),
                        new Costs.Cap(CapScope.installation, "", "2026-11", null, null, null, 2_000_000L, 0, 2_500_000),
                        new Costs.Cap(CapScope.session, "s1", null, null, 5.0, null, null, 4.5, 9))))
                .containsExactly(
                        "soft cap of ada@example.org in 2026-11: $101.40 of $100.00, reached",
                        "hard cap of ada@example.org in 2026-11: $101.40 of $200.00, $98.60 left",
                        "hard cap of this installation in 2026-11: 2,500,000 tokens of 2,000,000 tokens, reached",
                        "hard cap of this session: $4.50 of $5.00, $0.5000 left");
        assertThat(lines(null)).isEmpty();
    }

    @Test
    void aHostileNameStaysWords() {
        assertThat(lines(List.of(new Costs.Cap(
                        CapScope.person, "evil\u001b[31m\n\u202e", "2026-11", 1.0, null, null, null, 0, 0))))
                .singleElement()
                .satisfies(line -> assertThat(line).doesNotContain("\u001b", "\n", "\u202e"));
    }
}

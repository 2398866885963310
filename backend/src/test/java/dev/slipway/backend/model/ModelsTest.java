package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsTest {
    private static final LanguageModel REHEARSAL = new RehearsalModel(Duration.ZERO);

    @ParameterizedTest
    @CsvSource({
        "'', '', rehearsal",
        "ANTHROPIC_API_KEY, '', anthropic/claude-sonnet-5-5",
        "ANTHROPIC_BASE_URL, '', anthropic/claude-sonnet-5-5",
        "OPENAI_API_KEY, '', openai/gpt-5.5",
        "OPENAI_BASE_URL, '', openai/gpt-5.5",
        "OPENAI_API_KEY, ANTHROPIC_API_KEY, anthropic/claude-sonnet-5-5"
    })
    void theDefaultFollowsWhatIsSet(String one, String other, String expected) {
        var settings = new java.util.HashMap<String, String>();
        if (!one.isEmpty()) settings.put(one, "http://localhost");
        if (!other.isEmpty()) settings.put(other, "key");
        assertThat(Models.from(settings, REHEARSAL).model(null).id()).isEqualTo(expected);
    }

    @Test
    void aNamedDefaultComesFirst() {
        Map<String, String> settings = Map.of(
                "ANTHROPIC_API_KEY",
                "k",
                "OPENAI_BASE_URL",
                "http://127.0.0.1:1/v1",
                "SLIPWAY_MODEL",
                "openai/local:7b");
        assertThat(Models.from(settings, REHEARSAL).model(null).id()).isEqualTo("openai/local:7b");
        assertThat(Models.from(settings, REHEARSAL).model("rehearsal")).isSameAs(REHEARSAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt", "google/gemini", "anthropic/", "openai/a b", "", "openai/\n"})
    void anUnknownOneIsRefusedWithWhatThereIs(String id) {
        Models models = Models.from(Map.of(), REHEARSAL);
        assertThatThrownBy(() -> models.model(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("anthropic/NAME");
    }

    @Test
    void oneThatNobodyCanBeAskedForSaysWhatIsMissing() {
        assertThatThrownBy(() ->
                        Models.from(Map.of("OPENAI_API_KEY", "k"), REHEARSAL).model("anthropic/claude"))
                .hasMessageContaining("ANTHROPIC_API_KEY");
        assertThatThrownBy(() -> Models.from(Map.of("SLIPWAY_MODEL", "openai/gpt"), REHEARSAL))
                .hasMessageContaining("OPENAI_API_KEY")
                .hasMessageContaining("OPENAI_BASE_URL");
    }
}

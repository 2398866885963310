package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.ModelChoices.Choice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which models are offered, by what vendors' servers say and don't say.
class ModelChoicesTest {
    private static final LanguageModel REHEARSAL = new RehearsalModel(Duration.ZERO);

    private FakeVendor vendor;

    @BeforeEach
    void open() throws IOException {
        vendor = new FakeVendor();
    }

    @AfterEach
    void close() throws IOException {
        vendor.close();
    }

    private static FakeVendor.Answer says(String json) {
        return to -> to.error(200, json, Map.of());
    }

    private static List<String> ids(ModelChoices choices) {
        return choices.choices().stream().map(Choice::id).toList();
    }

    private ModelChoices openai() {
        return Models.from(Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"), REHEARSAL)
                .choices();
    }

    @Test
    void whereNothingIsSetThereIsTheRehearsal() {
        assertThat(Models.from(Map.of(), REHEARSAL).choices())
                .isEqualTo(new ModelChoices("rehearsal", List.of(new Choice("rehearsal", true))));
    }

    @Test
    void anOpenAiCompatibleServerIsAskedOnceAndItsNewestModelsComeFirst() {
        vendor.then(says("{\"object\":\"list\",\"data\":["
                + "{\"id\":\"old\",\"object\":\"model\",\"created\":1,\"owned_by\":\"x\"},"
                + "{\"id\":\"qwen3:32b\",\"created\":9},"
                + "{\"id\":\"text-embedding-3-small\",\"created\":5},"
                + "{\"id\":\"no\\nname\",\"created\":5},"
                + "{\"created\":7},"
                + "{\"id\":\"org/undated\"}]}"));
        Models models = Models.from(Map.of("OPENAI_BASE_URL", vendor.url() + "/v1", "OPENAI_API_KEY", "k"), REHEARSAL);
        ModelChoices choices = models.choices();
        assertThat(choices.standard()).isEqualTo("openai/gpt-5.5");
        assertThat(ids(choices))
                .containsExactly("openai/gpt-5.5", "openai/qwen3:32b", "openai/old", "openai/org/undated", "rehearsal");
        assertThat(models.choices()).isEqualTo(choices);
        assertThat(vendor.onlyAsked().path()).isEqualTo("/v1/models");
        assertThat(vendor.onlyAsked().headers()).containsEntry("authorization", "Bearer k");
    }

    @Test
    void anthropicsListIsTakenInItsOwnOrder() {
        vendor.then(says("{\"data\":[{\"type\":\"model\",\"id\":\"claude-b\",\"display_name\":\"B\","
                + "\"created_at\":\"2026-02-19T00:00:00Z\"},{\"id\":\"claude-a\"}],\"has_more\":false}"));
        Map<String, String> settings = Map.of(
                "ANTHROPIC_BASE_URL", vendor.url(), "ANTHROPIC_API_KEY", "k", "SLIPWAY_MODEL", "anthropic/claude-a");
        ModelChoices choices = Models.from(settings, REHEARSAL).choices();
        assertThat(choices.standard()).isEqualTo("anthropic/claude-a");
        assertThat(ids(choices)).containsExactly("anthropic/claude-a", "anthropic/claude-b", "rehearsal");
        assertThat(vendor.onlyAsked().path()).startsWith("/v1/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "{\"data\":null}", "{\"data\":[]}", "{\"data\":[7]}"})
    void aServerThatListsNothingHasItsDefault(String answer) {
        vendor.then(says(answer));
        assertThat(ids(openai())).containsExactly("openai/gpt-5.5", "rehearsal");
    }

    @Test
    void aServerThatRefusesOrIsSilentHasItsDefault() {
        vendor.then(to -> to.error(404, "{}", Map.of()), FakeVendor.Stream::hang);
        assertThat(ids(openai())).containsExactly("openai/gpt-5.5", "rehearsal");
        assertThat(ids(openai())).containsExactly("openai/gpt-5.5", "rehearsal");
    }

    @Test
    void aServerIsAskedAgainAfterAWhileAndSoonerIfItDidNotAnswer() {
        AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
        Queue<List<String>> answers =
                new ArrayDeque<>(List.of(List.of(), List.of("openai/one"), List.of("openai/two")));
        OfferedModels offered = new OfferedModels("openai/standard", answers::remove, now::get);
        assertThat(offered.ids()).containsExactly("openai/standard");
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(offered.ids()).containsExactly("openai/standard");
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(offered.ids()).containsExactly("openai/one");
        now.addAndGet(Duration.ofSeconds(299).toNanos());
        assertThat(offered.ids()).containsExactly("openai/one");
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(offered.ids()).containsExactly("openai/two");
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(offered.ids()).as("the script is over").containsExactly("openai/standard");
    }
}

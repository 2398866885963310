package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor.Asked;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnthropicModelTest extends LanguageModelContract {
    private FakeVendor vendor;

    @BeforeEach
    void start() throws Exception {
        vendor = new FakeVendor();
    }

    @AfterEach
    void end() throws Exception {
        vendor.close();
    }

    @Override
    LanguageModel calling() {
        FakeVendor.Answer[] many = Stream.generate(() -> (FakeVendor.Answer) AnthropicModelTest::call)
                .limit(10)
                .toArray(FakeVendor.Answer[]::new);
        vendor.then(many);
        return model();
    }

    @Override
    LanguageModel endless() {
        FakeVendor.Answer endless = to -> {
            begin(to);
            block(to, 0, "{\"type\":\"text\",\"text\":\"\"}");
            delta(to, 0, "text_delta", "text", "and");
            to.hang();
        };
        vendor.then(endless, endless);
        return model();
    }

    @Test
    void aWholeAnswerWithEverythingInIt() throws Exception {
        vendor.then(AnthropicModelTest::call);
        Heard heard = new Heard();
        ModelReply reply = model().reply(request("Look"), heard);
        assertThat(reply.parts())
                .containsExactly(
                        new Part.Thinking("Hm, files.", "c2ln"),
                        new Part.Text("I look around."),
                        new Part.ToolCall("toolu_1", "glob", "{\"pattern\":\"*\"}"));
        assertThat(reply.usage()).isEqualTo(new Usage(100, 20, 900, 50));
        assertThat(heard.thinking.toString()).isEqualTo("Hm, files.");
        assertThat(heard.calls).containsExactly("glob");
    }

    @Test
    void whatIsAsked() throws Exception {
        vendor.then(AnthropicModelTest::call);
        List<Message> messages = List.of(
                Message.user("Look"),
                new Message(
                        Message.Role.assistant,
                        List.of(
                                new Part.Thinking("hm", "c2ln"),
                                new Part.Thinking("unsigned", null),
                                new Part.Text("I look."),
                                new Part.ToolCall("c1", "glob", "{\"patt"),
                                new Part.ToolCall("c2", "glob", "{\"pattern\":\"*\"}"))),
                new Message(
                        Message.Role.user,
                        List.of(new Part.ToolResult("c1", "malformed", true), new Part.ToolResult("c2", "", false))));
        model().reply(
                        new ModelRequest("You help.", List.of(GLOB, GLOB), messages, 1234, Effort.high),
                        ModelListener.NONE);
        Asked asked = vendor.onlyAsked();
        JsonNode body = asked.body();
        assertThat(asked.path()).isEqualTo("/v1/messages");
        assertThat(asked.headers().values().toString()).contains("sk-secret");
        assertThat(body.at("/model").asString()).isEqualTo("claude-sonnet-5-5");
        assertThat(body.at("/max_tokens").asInt()).isEqualTo(1234);
        assertThat(body.at("/stream").asBoolean()).isTrue();
        assertThat(body.at("/thinking/type").asString()).isEqualTo("adaptive");
        assertThat(body.at("/output_config/effort").asString()).isEqualTo("high");
        assertThat(body.at("/system/0/text").asString()).isEqualTo("You help.");
        assertThat(body.at("/messages/1/content/0/signature").asString()).isEqualTo("c2ln");
        assertThat(body.at("/messages/1/content/1/type").asString()).isEqualTo("text");
        assertThat(body.at("/messages/1/content/2/input/malformed").asString()).isEqualTo("{\"patt");
        assertThat(body.at("/messages/1/content/3/input/pattern").asString()).isEqualTo("*");
        assertThat(body.at("/messages/2/content/0/is_error").asBoolean()).isTrue();
        assertThat(body.at("/messages/2/content/1/content").asString()).isEqualTo("(no output)");
        assertThat(body.toString()).doesNotContain("unsigned");
    }

    @Test
    void anImageIsABlockBeforeTheWordsItCameWith() throws Exception {
        vendor.then(AnthropicModelTest::call);
        Message prompt = new Message(
                Message.Role.user, List.of(new Part.Image("image/png", "aVZCT1I="), new Part.Text("What is this?")));
        model().reply(new ModelRequest("", List.of(), List.of(prompt), 10, null), ModelListener.NONE);
        JsonNode content = vendor.onlyAsked().body().at("/messages/0/content");
        assertThat(content.at("/0/type").asString()).isEqualTo("image");
        assertThat(content.at("/0/source/type").asString()).isEqualTo("base64");
        assertThat(content.at("/0/source/media_type").asString()).isEqualTo("image/png");
        assertThat(content.at("/0/source/data").asString()).isEqualTo("aVZCT1I=");
        assertThat(content.at("/1/text").asString()).isEqualTo("What is this?");
        assertThat(content.at("/1/cache_control/type").asString()).isEqualTo("ephemeral");
    }

    @Test
    void atMostFourBreakpointsStandAtTheEndsOfPrefixes() throws Exception {
        vendor.then(AnthropicModelTest::call);
        List<Message> messages = new java.util.ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(Message.user("question " + i));
            messages.add(new Message(Message.Role.assistant, List.of(new Part.Text("answer " + i))));
        }
        messages.add(Message.user("last"));
        model().reply(new ModelRequest("You help.", List.of(GLOB, GLOB), messages, 10, null), ModelListener.NONE);
        JsonNode body = vendor.onlyAsked().body();
        assertThat(body.findParents("cache_control")).hasSize(4);
        for (String place : List.of("/tools/1", "/system/0", "/messages/8/content/0", "/messages/10/content/0"))
            assertThat(body.at(place + "/cache_control/type").asString())
                    .as(place)
                    .isEqualTo("ephemeral");
    }

    @Test
    void aKeyIsNotNeededAndOtherModelsAreAskedForNothingTheyDontKnow() throws Exception {
        vendor.then(AnthropicModelTest::call);
        new AnthropicModel("anthropic/local", "local", new Endpoint(vendor.url() + "/", null))
                .reply(new ModelRequest("", List.of(), List.of(Message.user("x")), 10, Effort.low), ModelListener.NONE);
        assertThat(vendor.onlyAsked().path()).isEqualTo("/v1/messages");
        assertThat(vendor.onlyAsked().body().has("thinking")).isFalse();
        assertThat(vendor.onlyAsked().body().has("output_config")).isFalse();
    }

    @Test
    void aDeltaIsHandedOnWhenItArrives() throws Exception {
        CountDownLatch heardFirst = new CountDownLatch(1);
        vendor.then(to -> {
            begin(to);
            block(to, 0, "{\"type\":\"text\",\"text\":\"\"}");
            delta(to, 0, "text_delta", "text", "first");
            heardFirst.await();
            to.event("ping", "{\"type\":\"ping\"}");
            delta(to, 0, "text_delta", "text", " second");
            finish(to, "end_turn");
        });
        ModelReply reply = model().reply(request("x"), new Heard(heardFirst));
        assertThat(reply.parts()).containsExactly(new Part.Text("first second"));
        assertThat(reply.stopReason()).isEqualTo(StopReason.end_of_turn);
    }

    @Test
    void endingsHaveTheirReasons() throws Exception {
        for (var each : Map.of(
                        "max_tokens",
                        StopReason.max_tokens,
                        "refusal",
                        StopReason.refusal,
                        "end_turn",
                        StopReason.end_of_turn)
                .entrySet()) {
            vendor.then(to -> {
                begin(to);
                finish(to, each.getKey());
            });
            assertThat(model().reply(request("x"), ModelListener.NONE).stopReason())
                    .isEqualTo(each.getValue());
        }
    }

    private LanguageModel model() {
        return new AnthropicModel(
                "anthropic/claude-sonnet-5-5",
                "claude-sonnet-5-5",
                new Endpoint(vendor.url(), new Secret("sk-secret")));
    }

    static void call(FakeVendor.Stream to) throws IOException {
        begin(to);
        block(to, 0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        delta(to, 0, "thinking_delta", "thinking", "Hm, ");
        delta(to, 0, "thinking_delta", "thinking", "files.");
        delta(to, 0, "signature_delta", "signature", "c2ln");
        stop(to, 0);
        block(to, 1, "{\"type\":\"text\",\"text\":\"\"}");
        delta(to, 1, "text_delta", "text", "I look ");
        delta(to, 1, "text_delta", "text", "around.");
        stop(to, 1);
        block(to, 2, "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"glob\",\"input\":{}}");
        delta(to, 2, "input_json_delta", "partial_json", "{\"patt");
        delta(to, 2, "input_json_delta", "partial_json", "ern\":\"*\"}");
        stop(to, 2);
        finish(to, "tool_use");
    }

    static void begin(FakeVendor.Stream to) throws IOException {
        to.event(
                "message_start",
                "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
                        + "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":100,"
                        + "\"output_tokens\":1,\"cache_read_input_tokens\":900,\"cache_creation_input_tokens\":50}}}");
    }

    static void block(FakeVendor.Stream to, int index, String content) throws IOException {
        to.event(
                "content_block_start",
                "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + content + "}");
    }

    static void delta(FakeVendor.Stream to, int index, String type, String key, String value) throws IOException {
        to.event(
                "content_block_delta",
                "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":{\"type\":\"" + type + "\",\""
                        + key + "\":" + FakeVendor.quoted(value) + "}}");
    }

    private static void stop(FakeVendor.Stream to, int index) throws IOException {
        to.event("content_block_stop", "{\"type\":\"content_block_stop\",\"index\":" + index + "}");
    }

    static void finish(FakeVendor.Stream to, String reason) throws IOException {
        to.event(
                "message_delta",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason + "\",\"stop_sequence\":null},"
                        + "\"usage\":{\"output_tokens\":20}}");
        to.event("message_stop", "{\"type\":\"message_stop\"}").end();
    }
}

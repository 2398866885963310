package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor.Asked;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenAiModelTest extends LanguageModelContract {
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
        FakeVendor.Answer[] many = Stream.generate(() -> (FakeVendor.Answer) OpenAiModelTest::call)
                .limit(10)
                .toArray(FakeVendor.Answer[]::new);
        vendor.then(many);
        return model();
    }

    @Override
    LanguageModel endless() {
        FakeVendor.Answer endless = to -> {
            to.event("", text("and"));
            to.hang();
        };
        vendor.then(endless, endless);
        return model();
    }

    @Test
    void aWholeAnswerWithEverythingInIt() throws Exception {
        vendor.then(OpenAiModelTest::call);
        Heard heard = new Heard();
        ModelReply reply = model().reply(request("Look"), heard);
        assertThat(reply.parts())
                .containsExactly(
                        new Part.Thinking("Hm, files.", null),
                        new Part.Text("I look around."),
                        new Part.ToolCall("call_1", "glob", "{\"pattern\":\"*\"}"),
                        new Part.ToolCall("call_2", "glob", "{\"pattern\":\"**\"}"));
        assertThat(reply.usage()).isEqualTo(new Usage(100, 20, 900, 0));
        assertThat(heard.thinking.toString()).isEqualTo("Hm, files.");
        assertThat(heard.calls).containsExactly("glob", "glob");
    }

    @Test
    void whatIsAsked() throws Exception {
        vendor.then(OpenAiModelTest::call);
        List<Message> messages = List.of(
                Message.user("Look"),
                new Message(
                        Message.Role.assistant,
                        List.of(
                                new Part.Thinking("hm", "sig"),
                                new Part.Text("I look."),
                                new Part.ToolCall("c1", "glob", "{\"pattern\":\"*\"}"))),
                new Message(
                        Message.Role.user,
                        List.of(new Part.ToolResult("c1", "README.md", false), new Part.Text("Go on"))));
        model().reply(new ModelRequest("You help.", List.of(GLOB), messages, 1234, null), ModelListener.NONE);
        Asked asked = vendor.onlyAsked();
        JsonNode body = asked.body();
        assertThat(asked.path()).isEqualTo("/v1/chat/completions");
        assertThat(asked.headers().get("authorization")).isEqualTo("Bearer sk-secret");
        assertThat(body.at("/model").asString()).isEqualTo("local-model");
        assertThat(body.at("/stream").asBoolean()).isTrue();
        assertThat(body.at("/stream_options/include_usage").asBoolean()).isTrue();
        assertThat(body.at("/max_tokens").asInt()).isEqualTo(1234);
        assertThat(body.at("/tools/0/function/name").asString()).isEqualTo("glob");
        assertThat(body.at("/tools/0/function/parameters/type").asString()).isEqualTo("object");
        assertThat(roles(body)).containsExactly("system", "user", "assistant", "tool", "user");
        assertThat(body.at("/messages/2/tool_calls/0/function/arguments").asString())
                .isEqualTo("{\"pattern\":\"*\"}");
        assertThat(body.at("/messages/3/tool_call_id").asString()).isEqualTo("c1");
        assertThat(body.toString()).doesNotContain("sig").doesNotContain("hm").doesNotContain("effort");
    }

    @Test
    void anImageIsADataAddressAmongTheParts() throws Exception {
        vendor.then(OpenAiModelTest::call);
        List<Message> messages = List.of(
                Message.user("Look"),
                new Message(Message.Role.assistant, List.of(new Part.Text("Where?"))),
                new Message(
                        Message.Role.user,
                        List.of(new Part.Image("image/webp", "aVZCT1I="), new Part.Text("What is this?"))));
        model().reply(new ModelRequest("", List.of(), messages, 10, null), ModelListener.NONE);
        JsonNode body = vendor.onlyAsked().body();
        assertThat(body.at("/messages/0/content").asString())
                .as("no list without images")
                .isEqualTo("Look");
        JsonNode content = body.at("/messages/2/content");
        assertThat(content.at("/0/type").asString()).isEqualTo("image_url");
        assertThat(content.at("/0/image_url/url").asString()).isEqualTo("data:image/webp;base64,aVZCT1I=");
        assertThat(content.at("/1/type").asString()).isEqualTo("text");
        assertThat(content.at("/1/text").asString()).isEqualTo("What is this?");
    }

    @Test
    void aKeyIsNotNeeded() throws Exception {
        vendor.then(OpenAiModelTest::call);
        new OpenAiModel("openai/x", "x", new Endpoint(vendor.url() + "/v1/", null))
                .reply(request("x"), ModelListener.NONE);
        assertThat(vendor.onlyAsked().path()).isEqualTo("/v1/chat/completions");
    }

    @Test
    void aDeltaIsHandedOnWhenItArrives() throws Exception {
        CountDownLatch heardFirst = new CountDownLatch(1);
        vendor.then(to -> {
            to.event("", text("first"));
            heardFirst.await();
            to.event("", text(" second"))
                    .event("", finish("stop"))
                    .event("", "[DONE]")
                    .end();
        });
        ModelReply reply = model().reply(request("x"), new Heard(heardFirst));
        assertThat(reply.parts()).containsExactly(new Part.Text("first second"));
        assertThat(reply.stopReason()).isEqualTo(StopReason.end_of_turn);
    }

    @Test
    void malformedArgumentsAreHandedOnAsTheyAre() throws Exception {
        vendor.then(to -> to.event("", tool(0, "id", "glob", "{\"patt"))
                .event("", finish("tool_calls"))
                .event("", "[DONE]")
                .end());
        ModelReply reply = model().reply(request("x"), ModelListener.NONE);
        assertThat(reply.toolCalls()).containsExactly(new Part.ToolCall("id", "glob", "{\"patt"));
    }

    @Test
    void endingsHaveTheirReasons() throws Exception {
        for (var each : List.of(
                java.util.Map.entry("length", StopReason.max_tokens),
                java.util.Map.entry("content_filter", StopReason.refusal),
                java.util.Map.entry("stop", StopReason.end_of_turn))) {
            vendor.then(to -> to.event("", text("x"))
                    .event("", finish(each.getKey()))
                    .event("", "[DONE]")
                    .end());
            assertThat(model().reply(request("x"), ModelListener.NONE).stopReason())
                    .isEqualTo(each.getValue());
        }
    }

    private LanguageModel model() {
        return new OpenAiModel(
                "openai/local-model", "local-model", new Endpoint(vendor.url() + "/v1", new Secret("sk-secret")));
    }

    static void call(FakeVendor.Stream to) throws java.io.IOException {
        to.event("", chunk("{\"role\":\"assistant\",\"content\":\"\"}"));
        to.event("", chunk("{\"reasoning_content\":\"Hm, \"}")).event("", chunk("{\"reasoning_content\":\"files.\"}"));
        to.event("", text("I look ")).event("", text("around."));
        to.event("", tool(0, "call_1", "glob", ""))
                .event("", tool(0, "", "", "{\"patt"))
                .event("", tool(0, "", "", "ern\":\"*\"}"));
        to.event("", tool(1, "call_2", "glob", "{\"pattern\":\"**\"}"));
        to.event("", finish("tool_calls"));
        to.event(
                "",
                "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":"
                        + "{\"prompt_tokens\":1000,\"completion_tokens\":20,\"total_tokens\":1020,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":900}}}");
        to.event("", "[DONE]").end();
    }

    static String text(String text) {
        return chunk("{\"content\":" + FakeVendor.quoted(text) + "}");
    }

    static String finish(String reason) {
        return choice("{}", "\"" + reason + "\"");
    }

    static String tool(int index, String id, String name, String arguments) {
        String named = id.isEmpty() ? "" : "\"id\":\"" + id + "\",\"type\":\"function\",";
        String function =
                (name.isEmpty() ? "" : "\"name\":\"" + name + "\",") + "\"arguments\":" + FakeVendor.quoted(arguments);
        return chunk("{\"tool_calls\":[{\"index\":" + index + "," + named + "\"function\":{" + function + "}}]}");
    }

    private static String chunk(String delta) {
        return choice(delta, "null");
    }

    private static String choice(String delta, String reason) {
        return "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + reason + "}]}";
    }

    private static List<String> roles(JsonNode body) {
        return body.get("messages")
                .valueStream()
                .map(m -> m.get("role").asString())
                .toList();
    }
}

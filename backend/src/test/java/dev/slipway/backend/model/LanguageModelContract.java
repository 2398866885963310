package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.model.ModelReply.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;

/// What every model does.
abstract class LanguageModelContract {
    static final ToolSpec GLOB = new ToolSpec(
            "glob", "Finds files", "{\"type\":\"object\",\"properties\":{\"pattern\":{\"type\":\"string\"}}}");

    /// A model whose next replies are text followed by a call of `glob`.
    abstract LanguageModel calling() throws Exception;

    /// A model that begins to answer and goes on for longer than a test.
    abstract LanguageModel endless() throws Exception;

    @Test
    void thePiecesOfTheTextAreTheText() throws Exception {
        Heard heard = new Heard();
        ModelReply reply = calling().reply(request("Look around"), heard);
        StringBuilder text = new StringBuilder();
        for (Part part : reply.parts()) if (part instanceof Part.Text t) text.append(t.text());
        assertThat(text).isNotEmpty();
        assertThat(heard.text.toString()).isEqualTo(text.toString());
        assertThat(heard.pieces).isGreaterThan(1);
    }

    @Test
    void aToolCallHasAnIdANameAndJson() throws Exception {
        ModelReply reply = calling().reply(request("Look around"), ModelListener.NONE);
        assertThat(reply.stopReason()).isEqualTo(StopReason.tool_calls);
        Part.ToolCall call = reply.toolCalls().getFirst();
        assertThat(call.id()).isNotBlank();
        assertThat(call.tool()).isEqualTo("glob");
        assertThat(new ObjectMapper().readTree(call.arguments()).isObject()).isTrue();
    }

    @Test
    void whatTheListenerThrowsEndsTheCall() throws Exception {
        LanguageModel model = calling();
        ModelListener angry = new ModelListener() {
            @Override
            public void text(int part, String delta) {
                throw new IllegalStateException("enough");
            }

            @Override
            public void thinking(int part, String delta) {}
        };
        assertThatThrownBy(() -> model.reply(request("Look around"), angry)).hasMessageContaining("enough");
    }

    @Test
    void anInterruptEndsTheCall() throws Exception {
        LanguageModel model = endless();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<Throwable> ended = new AtomicReference<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                model.reply(request("Talk and talk"), new Heard(begun));
            } catch (Throwable e) {
                ended.set(e);
            }
        });
        begun.await();
        thread.interrupt();
        thread.join();
        assertThat(ended.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void callsAtOnceDontMix() throws Exception {
        LanguageModel model = calling();
        record Call(ModelReply reply, Heard heard) {}
        List<Future<Call>> calls = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++)
                calls.add(threads.submit(() -> {
                    Heard heard = new Heard();
                    return new Call(model.reply(request("Look around"), heard), heard);
                }));
        }
        for (Future<Call> each : calls) {
            Call call = each.get();
            String text = call.reply().parts().stream()
                    .filter(Part.Text.class::isInstance)
                    .map(part -> ((Part.Text) part).text())
                    .collect(Collectors.joining());
            assertThat(text).isNotEmpty().isEqualTo(call.heard().text.toString());
        }
    }

    @Test
    void aConversationWithToolsGoesOn() throws Exception {
        LanguageModel model = calling();
        ModelReply first = model.reply(request("Look around"), ModelListener.NONE);
        List<Message> messages = new ArrayList<>(request("Look around").messages());
        messages.add(new Message(Message.Role.assistant, first.parts()));
        List<Part> results = new ArrayList<>();
        for (Part.ToolCall call : first.toolCalls()) results.add(new Part.ToolResult(call.id(), "README.md", false));
        messages.add(new Message(Message.Role.user, results));
        ModelReply second =
                model.reply(new ModelRequest("You help.", List.of(GLOB), messages, 1000, null), ModelListener.NONE);
        assertThat(second.parts()).isNotEmpty();
        assertThat(model.contextTokens()).isGreaterThan(10_000);
        assertThat(model.id()).matches("rehearsal|[a-z]+/.+");
    }

    static ModelRequest request(String prompt) {
        return new ModelRequest("You help.", List.of(GLOB), List.of(Message.user(prompt)), 1000, null);
    }

    /// What was streamed.
    static final class Heard implements ModelListener {
        final StringBuilder text = new StringBuilder();
        final StringBuilder thinking = new StringBuilder();
        final List<String> calls = new ArrayList<>();
        int pieces;
        private final CountDownLatch begun;

        Heard() {
            this(new CountDownLatch(1));
        }

        Heard(CountDownLatch begun) {
            this.begun = begun;
        }

        @Override
        public void text(int part, String delta) {
            text.append(delta);
            pieces++;
            begun.countDown();
        }

        @Override
        public void thinking(int part, String delta) {
            thinking.append(delta);
        }

        @Override
        public void toolCall(int part, String tool) {
            calls.add(tool);
        }
    }
}

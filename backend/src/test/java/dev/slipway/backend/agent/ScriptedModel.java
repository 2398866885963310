package dev.slipway.backend.agent;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A model that answers from a script, and fails when the script ends. Every request is checked to be one that
/// a vendor would take.
final class ScriptedModel implements LanguageModel {
    static final Usage USAGE = new Usage(100, 10, 0, 0);
    private final Deque<Line> script = new ArrayDeque<>();
    private final List<ModelRequest> requests = new ArrayList<>();
    private int contextTokens = 200_000;

    /// What the model does when it is called.
    interface Line {
        ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException;
    }

    ScriptedModel(Line... lines) {
        script.addAll(List.of(lines));
    }

    ScriptedModel withContext(int tokens) {
        contextTokens = tokens;
        return this;
    }

    List<ModelRequest> requests() {
        return requests;
    }

    int left() {
        return script.size();
    }

    /// Another line at the end.
    ScriptedModel then(Line line) {
        script.add(line);
        return this;
    }

    static Line says(String text) {
        return replies(StopReason.end_of_turn, new Part.Text(text));
    }

    static Line calls(String tool, String arguments) {
        return calls("", tool, arguments);
    }

    static Line calls(String words, String tool, String arguments) {
        return (request, listener) -> {
            String id = "toolu_" + request.messages().size();
            return replies(StopReason.tool_calls, new Part.Text(words), new Part.ToolCall(id, tool, arguments))
                    .reply(request, listener);
        };
    }

    static Line replies(StopReason reason, Part... parts) {
        return replies(reason, USAGE, parts);
    }

    static Line replies(StopReason reason, Usage usage, Part... parts) {
        return (_, listener) -> {
            for (int i = 0; i < parts.length; i++) stream(i, parts[i], listener);
            return new ModelReply(List.of(parts), reason, usage);
        };
    }

    static Line fails(ModelException.Kind kind, @Nullable Duration retryAfter) {
        return (_, _) -> {
            throw new ModelException(kind, "the model said no", retryAfter, null);
        };
    }

    static Line breaksAfter(String thinking, String text) {
        return (_, listener) -> {
            if (!thinking.isEmpty()) listener.thinking(0, thinking);
            listener.text(1, text);
            throw new ModelException(ModelException.Kind.passing, "the stream broke off", null, null);
        };
    }

    static Line hangsAfter(String text, CountDownLatch hanging) {
        return (_, listener) -> {
            listener.text(0, text);
            hanging.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError();
        };
    }

    private static void stream(int index, Part part, ModelListener listener) {
        switch (part) {
            case Part.Text text -> pieces(text.text()).forEach(piece -> listener.text(index, piece));
            case Part.Thinking thinking -> pieces(thinking.text()).forEach(piece -> listener.thinking(index, piece));
            case Part.ToolCall call -> listener.toolCall(index, call.tool());
            case Part.ToolResult _, Part.Image _ -> throw new AssertionError("a model writes words and calls only");
        }
    }

    private static List<String> pieces(String text) {
        int half = text.length() / 2;
        return List.of(text.substring(0, half), text.substring(half));
    }

    @Override
    public String id() {
        return "test/scripted";
    }

    @Override
    public boolean rehearsal() {
        return true;
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        Conversations.requireSendable(request.messages());
        requests.add(request);
        Line line = script.poll();
        if (line == null) throw new AssertionError("the script ended after " + (requests.size() - 1) + " calls");
        if (Thread.interrupted()) throw new InterruptedException();
        return line.reply(request, listener);
    }
}

package dev.slipway.backend;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A model that remembers what it is asked and answers when the test says how. Thread-safe.
public final class Gated implements LanguageModel {
    public final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<String> commands = new LinkedBlockingQueue<>();

    /// The next reply runs this; an empty one ends the turn.
    public void answer(String command) {
        commands.add(command);
    }

    /// All words of the newest request.
    public String asked() {
        StringBuilder all = new StringBuilder();
        requests.getLast()
                .messages()
                .forEach(message -> message.parts().forEach(part -> {
                    if (part instanceof Part.Text text) all.append(text.text()).append('\n');
                }));
        return all.toString();
    }

    @Override
    public String id() {
        return "test/gated";
    }

    @Override
    public boolean rehearsal() {
        return true;
    }

    @Override
    public int contextTokens() {
        return 1_000_000;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        requests.add(request);
        String command = commands.take();
        if (command.isEmpty())
            return new ModelReply(List.of(new Part.Text("Done")), ModelReply.StopReason.end_of_turn, Usage.NONE);
        String id = "call_" + requests.size();
        return new ModelReply(
                List.of(new Part.ToolCall(id, "bash", Json.text(Map.of("command", command)))),
                ModelReply.StopReason.tool_calls,
                Usage.NONE);
    }
}

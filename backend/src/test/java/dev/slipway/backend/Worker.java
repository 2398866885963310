package dev.slipway.backend;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that runs each prompt as a shell command, and then is done. A step uses 10 tokens in and 1 out.
/// Thread-safe.
public final class Worker implements LanguageModel {
    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public String id() {
        return "test/worker";
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
    public ModelReply reply(ModelRequest request, ModelListener listener) {
        Message last = request.messages().getLast();
        boolean ran = last.parts().stream().anyMatch(Part.ToolResult.class::isInstance);
        Usage usage = new Usage(10, 1, 0, 0);
        if (ran) return new ModelReply(List.of(new Part.Text("Done")), ModelReply.StopReason.end_of_turn, usage);
        String command = ((Part.Text) last.parts().getLast()).text();
        String call = "call_" + calls.incrementAndGet();
        listener.toolCall(0, "bash");
        return new ModelReply(
                List.of(new Part.ToolCall(call, "bash", Json.text(Map.of("command", command)))),
                ModelReply.StopReason.tool_calls,
                usage);
    }
}

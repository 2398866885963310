package dev.slipway.backend.session;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A model of whose steps each uses half a million tokens in and out, so 6 dollars. Told to work it never stops to
/// call tools; else it says a word. Thread-safe.
final class Spendthrift implements LanguageModel {
    static final double STEP_USD = 6;
    static final String PRICED = "anthropic/claude-sonnet-5-5";

    private final String id;
    private final Pace pace;
    private final int contextTokens;
    private final AtomicInteger steps = new AtomicInteger();

    /// What happens before a step, counted from 1; may wait.
    interface Pace {
        void before(int step) throws InterruptedException;
    }

    Spendthrift(String id, Pace pace) {
        this(id, pace, 100_000_000);
    }

    private Spendthrift(String id, Pace pace, int contextTokens) {
        this.id = id;
        this.pace = pace;
        this.contextTokens = contextTokens;
    }

    /// One for which a single step is almost too much.
    static Spendthrift small() {
        return new Spendthrift(PRICED, step -> {}, 1_000_000);
    }

    static Spendthrift priced() {
        return new Spendthrift(PRICED, step -> {});
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public boolean rehearsal() {
        return false;
    }

    @Override
    public int contextTokens() {
        return contextTokens;
    }

    int steps() {
        return steps.get();
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        int step = steps.incrementAndGet();
        pace.before(step);
        Usage usage = new Usage(500_000, 500_000, 0, 0);
        boolean works = request.messages().stream()
                .filter(message -> message.role() == Message.Role.user)
                .flatMap(message -> message.parts().stream())
                .filter(Part.Text.class::isInstance)
                .reduce((earlier, later) -> later)
                .filter(part -> ((Part.Text) part).text().contains("Work"))
                .isPresent();
        if (works && !request.tools().isEmpty())
            return new ModelReply(
                    List.of(new Part.ToolCall("call_" + step, "bash", "{\"command\":\"true\"}")),
                    StopReason.tool_calls,
                    usage);
        listener.text(0, "Hello");
        return new ModelReply(List.of(new Part.Text("Hello")), StopReason.end_of_turn, usage);
    }
}

package dev.slipway.backend.model;

import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.Part.Text;
import dev.slipway.backend.model.Part.ToolCall;
import dev.slipway.protocol.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// No model at all, but a script: deterministic, without a key. It drives the real loop, tools and sandbox, and
/// says plainly what it is. In the sample repository it makes a sensible change; in any other it writes one
/// labelled file.
public final class RehearsalModel implements LanguageModel {
    public static final String ID = "rehearsal";
    /// Slow enough to be watched.
    public static final Duration WATCHABLE = Duration.ofMillis(12);

    private static final String STEERED = "I have read what you wrote meanwhile; a script can't heed it. ";
    private static final int CONTEXT_TOKENS = 200_000;

    private final Duration pace;

    /// @param pace the wait before each word
    public RehearsalModel(Duration pace) {
        this.pace = pace;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public boolean rehearsal() {
        return true;
    }

    @Override
    public int contextTokens() {
        return CONTEXT_TOKENS;
    }

    @Override
    public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
        Rehearsal so = Rehearsal.of(request);
        RehearsalScript.Line line = RehearsalScript.next(so);
        List<Part> parts = new ArrayList<>();
        String words = (Rehearsal.isSteered(request) ? STEERED : "") + line.words();
        say(words, listener);
        parts.add(new Text(words));
        int number = so.callsBefore();
        for (RehearsalScript.Action action : line.actions()) {
            number++;
            listener.toolCall(parts.size(), action.tool());
            parts.add(new ToolCall("rehearsal_" + number, action.tool(), action.arguments()));
        }
        StopReason reason = line.actions().isEmpty() ? StopReason.end_of_turn : StopReason.tool_calls;
        return new ModelReply(parts, reason, new Usage(0, 0, 0, 0));
    }

    private void say(String words, ModelListener listener) throws InterruptedException {
        for (String word : words.split("(?<=\\s)(?=\\S)")) {
            if (!pace.isZero()) Thread.sleep(pace);
            else if (Thread.interrupted()) throw new InterruptedException();
            listener.text(0, word);
        }
    }
}

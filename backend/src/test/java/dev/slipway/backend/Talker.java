package dev.slipway.backend;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that uses no tools: each reply is the given words, one after the other. Thread-safe.
public final class Talker implements LanguageModel {
    private final List<String> words;
    private final Pace pace;
    private final AtomicInteger asked = new AtomicInteger();

    /// What happens before each word; may wait.
    public interface Pace {
        void before(int word) throws InterruptedException;
    }

    public Talker(List<String> words, Pace pace) {
        this.words = words;
        this.pace = pace;
    }

    public static Talker saying(String text) {
        return new Talker(List.of(text), word -> {});
    }

    public int asked() {
        return asked.get();
    }

    @Override
    public String id() {
        return "test/talker";
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
        asked.incrementAndGet();
        for (int i = 0; i < words.size(); i++) {
            pace.before(i);
            if (Thread.interrupted()) throw new InterruptedException();
            listener.text(0, words.get(i));
        }
        return new ModelReply(
                List.of(new Part.Text(String.join("", words))),
                ModelReply.StopReason.end_of_turn,
                new Usage(1, 1, 0, 0));
    }
}

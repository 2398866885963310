package dev.slipway.desktop.prompt;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A walk through what was sent before, as a shell does it: what was being written waits at its end.
final class Recall {
    private final Supplier<List<String>> history;
    private List<String> sent = List.of();
    private String written = "";
    private int at = -1;

    Recall(Supplier<List<String>> history) {
        this.history = history;
    }

    @Nullable
    String older(String shown) {
        if (at < 0) {
            sent = history.get();
            written = shown;
            at = sent.size();
        }
        if (at == 0) return null;
        return sent.get(--at);
    }

    @Nullable
    String newer() {
        if (at < 0) return null;
        if (++at < sent.size()) return sent.get(at);
        at = -1;
        return written;
    }

    void leave() {
        at = -1;
    }
}

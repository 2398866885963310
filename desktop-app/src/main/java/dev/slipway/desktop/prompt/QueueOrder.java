package dev.slipway.desktop.prompt;

import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a prompt may go among those that queue. Pure.
final class QueueOrder {
    private QueueOrder() {}

    /// @param before the prompt that comes right after it then; null for the end
    record Place(@Nullable PromptId before) {}

    /// One place further to the front; empty where there is none.
    static Optional<Place> up(List<PromptQueued> waiting, PromptId prompt) {
        List<PromptId> queue = queue(waiting);
        int at = queue.indexOf(prompt);
        return at < 1 ? Optional.empty() : Optional.of(new Place(queue.get(at - 1)));
    }

    /// One place further to the end; empty where there is none.
    static Optional<Place> down(List<PromptQueued> waiting, PromptId prompt) {
        List<PromptId> queue = queue(waiting);
        int at = queue.indexOf(prompt);
        if (at < 0 || at == queue.size() - 1) return Optional.empty();
        return Optional.of(new Place(at + 2 < queue.size() ? queue.get(at + 2) : null));
    }

    private static List<PromptId> queue(List<PromptQueued> waiting) {
        return waiting.stream()
                .filter(prompt -> !prompt.goesAhead())
                .map(PromptQueued::promptId)
                .toList();
    }
}

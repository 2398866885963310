package dev.slipway.desktop.changes;

import dev.slipway.protocol.Applied;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes that the test makes up, and what was asked for. Answers at once, unless it is told to hold.
final class FakeSource implements Source {
    final List<String> asked = new ArrayList<>();
    final List<CompletableFuture<Diffs>> held = new ArrayList<>();
    final Map<String, FileChange> files = new LinkedHashMap<>();
    final Map<String, String> diffs = new LinkedHashMap<>();
    final Map<String, String> wholes = new LinkedHashMap<>();
    CompletableFuture<Applied> applied = new CompletableFuture<>();

    @Nullable
    Throwable failure;

    boolean hold;

    /// A file whose text went from one to the other.
    FakeSource with(String path, String before, String after) {
        String text = Diff.of(path, before, after, 3);
        FileChange.Kind kind = before.isEmpty()
                ? FileChange.Kind.added
                : after.isEmpty() ? FileChange.Kind.deleted : FileChange.Kind.modified;
        long added = text.lines()
                .filter(l -> l.startsWith("+") && !l.startsWith("+++"))
                .count();
        long removed = text.lines()
                .filter(l -> l.startsWith("-") && !l.startsWith("---"))
                .count();
        files.put(path, new FileChange(path, kind, added, removed, false));
        diffs.put(path, text);
        wholes.put(path, Diff.of(path, before, after, WHOLE));
        return this;
    }

    @Override
    public CompletableFuture<Changes> changes(@Nullable TurnId turn) {
        asked.add("changes " + turn);
        if (failure != null) return CompletableFuture.failedFuture(failure);
        return CompletableFuture.completedFuture(new Changes(
                "0".repeat(40),
                "1".repeat(40),
                "slipway/add-shout",
                "git fetch 'http://127.0.0.1:7420' slipway/add-shout",
                List.copyOf(files.values())));
    }

    @Override
    public CompletableFuture<Diffs> diff(@Nullable TurnId turn, String path, int context) {
        asked.add("diff " + path + " " + context);
        if (failure != null) return CompletableFuture.failedFuture(failure);
        if (hold) {
            held.add(new CompletableFuture<>());
            return held.getLast();
        }
        return CompletableFuture.completedFuture(
                Diffs.read(path, (context == WHOLE ? wholes : diffs).getOrDefault(path, "")));
    }

    @Override
    public CompletableFuture<Applied> apply() {
        asked.add("apply");
        return applied;
    }
}

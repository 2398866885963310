package dev.slipway.backend.session;

import dev.slipway.backend.image.ServedSandbox;
import dev.slipway.backend.image.SyncingSandbox;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.FilesSyncing;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;

/// What a turn says of its sandbox.
final class SandboxNews {
    private static final int MOST_REREAD = 20;

    private SandboxNews() {}

    /// When the turn gets it.
    static List<SessionEvent> beginning(Sandbox sandbox, TurnId turn) {
        return SyncingSandbox.readsFrom(sandbox)
                .<SessionEvent>map(commit -> new FilesSyncing(turn, commit, null, null))
                .stream()
                .toList();
    }

    /// What happened since, once.
    static List<SessionEvent> of(Sandbox sandbox, TurnId turn) {
        List<SessionEvent> news = new ArrayList<>();
        SyncingSandbox.change(sandbox).ifPresent(change -> {
            List<String> stale = change.stale().stream().limit(MOST_REREAD).toList();
            news.add(new FilesSyncing(
                    turn, change.fromCommit(), change.took().toMillis(), stale.isEmpty() ? null : stale));
        });
        List<String> problems = ServedSandbox.problems(SyncingSandbox.now(sandbox));
        if (!problems.isEmpty()) news.add(new SessionEvent.ServicesFailed(turn, problems));
        return news;
    }
}

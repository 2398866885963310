package dev.slipway.backend.session;

import dev.slipway.backend.image.ServedSandbox;
import dev.slipway.backend.image.SyncingSandbox;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.FilesSyncing;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a turn says of its sandbox.
final class SandboxNews {
    private static final int MOST_REREAD = 20;
    private static final int MOST_NAMED = 10;

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
        if (!problems.isEmpty()) news.add(new AsideEvent.ServicesFailed(turn, problems));
        return news;
    }

    /// When its files could not be kept at the turn's end.
    static List<SessionEvent> notKept(TurnId turn, RuntimeException why) {
        return List.of(new SessionEvent.SnapshotFailed(
                turn,
                "The files as of the end of this turn could not be kept apart, so that nobody can fork from here or"
                        + " undo to here. " + why.getMessage()));
    }

    /// When it is released since nobody used it: what ended with it, told in the session's last turn.
    ///
    /// @param running as it was just before
    static List<SessionEvent> released(SessionFacts facts, List<Sandbox.Task> running) {
        List<Tally.Past> turns = facts.tally().turns();
        if (turns.isEmpty() || running.isEmpty()) return List.of();
        String named =
                running.stream().limit(MOST_NAMED).map(Sandbox.Task::command).collect(Collectors.joining("\n"));
        String words =
                "The sandbox was released, since nothing was asked for a while. The next prompt brings it back with"
                        + " its files, and what its environment starts; this ran in it and has ended:\n" + named;
        return List.of(new AsideEvent.ServicesFailed(turns.getLast().turn(), List.of(words)));
    }
}

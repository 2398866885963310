package dev.slipway.client;

import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One turn as it is shown. Immutable.
///
/// @param seq of the event that began it; what came before is read with `readBefore(seq)`
/// @param prompt null where a page began in the middle of the turn
/// @param files all that differ from the session's base after the turn; empty where it changed none
/// @param commit null where nothing was committed
/// @param snapshot of the files as of its end, or null where they are not kept
/// @param outcome null while it runs
/// @param message why it failed, or null
public record TurnView(
        long seq,
        TurnStarted started,
        @Nullable PromptQueued prompt,
        long startedAtMs,
        List<ThreadItem> items,
        List<FileChange> files,
        @Nullable CommitMade commit,
        @Nullable SnapshotId snapshot,
        @Nullable Outcome outcome,
        @Nullable String message,
        long durationMs,
        Usage usage) {

    static TurnView begin(long seq, TurnStarted started, @Nullable PromptQueued prompt, long atMs) {
        return new TurnView(
                seq, started, prompt, atMs, Sequence.of(), List.of(), null, null, null, null, 0, Usage.NONE);
    }

    TurnView plus(ThreadItem item) {
        return withItems(((Sequence<ThreadItem>) items).plus(item));
    }

    /// The newest call of this id that has no result gets it; a result without its call changes nothing.
    TurnView finish(ToolFinished result) {
        Sequence<ThreadItem> sequence = (Sequence<ThreadItem>) items;
        for (int i = sequence.size() - 1; i >= 0; i--) {
            if (sequence.get(i) instanceof ThreadItem.ToolCall call
                    && call.id().equals(result.toolCallId())
                    && call.outcome() == null) return withItems(sequence.with(i, finished(call, result)));
        }
        return this;
    }

    /// @param by null for nobody
    TurnView answered(ToolCallId question, @Nullable Person by) {
        Sequence<ThreadItem> sequence = (Sequence<ThreadItem>) items;
        for (int i = sequence.size() - 1; i >= 0; i--) {
            if (sequence.get(i) instanceof ThreadItem.Question q && q.callId().equals(question))
                return withItems(sequence.with(i, new ThreadItem.Question(q.callId(), q.question(), q.options(), by)));
        }
        return this;
    }

    TurnView changed(List<FileChange> now) {
        return new TurnView(
                seq, started, prompt, startedAtMs, items, now, commit, snapshot, outcome, message, durationMs, usage);
    }

    TurnView committed(CommitMade made) {
        return new TurnView(
                seq, started, prompt, startedAtMs, items, files, made, snapshot, outcome, message, durationMs, usage);
    }

    TurnView kept(SnapshotId taken) {
        return new TurnView(
                seq, started, prompt, startedAtMs, items, files, commit, taken, outcome, message, durationMs, usage);
    }

    TurnView used(Usage more) {
        return new TurnView(
                seq,
                started,
                prompt,
                startedAtMs,
                items,
                files,
                commit,
                snapshot,
                outcome,
                message,
                durationMs,
                usage.plus(more));
    }

    TurnView end(TurnFinished end) {
        return new TurnView(
                seq,
                started,
                prompt,
                startedAtMs,
                items,
                files,
                commit,
                snapshot,
                end.outcome(),
                end.message(),
                end.durationMs(),
                end.usage());
    }

    private TurnView withItems(Sequence<ThreadItem> now) {
        return new TurnView(
                seq, started, prompt, startedAtMs, now, files, commit, snapshot, outcome, message, durationMs, usage);
    }

    private static ThreadItem.ToolCall finished(ThreadItem.ToolCall call, ToolFinished result) {
        return new ThreadItem.ToolCall(
                call.id(),
                call.tool(),
                call.title(),
                call.input(),
                call.blockId(),
                result.outcome(),
                result.output(),
                result.outputBytes(),
                result.durationMs());
    }
}

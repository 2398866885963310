package dev.slipway.backend.session;

import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the backend has to know of a session to decide: the fold of its log. Immutable.
///
/// @param created null in an empty log only
/// @param title empty until the first prompt
/// @param waiting prompts whose turn has not begun, the next one first
/// @param turn the turn that runs, or was running when the backend went away
/// @param line where its commits are
/// @param tally what its turns came to
/// @param undo the newest one, or null
record SessionFacts(
        @Nullable SessionCreated created,
        long createdAtMs,
        long changedAtMs,
        String title,
        List<PromptQueued> waiting,
        @Nullable RunningTurn turn,
        SessionState state,
        boolean archived,
        BranchLine line,
        Tally tally,
        @Nullable TurnsUndone undo) {

    static final SessionFacts EMPTY = new SessionFacts(
            null, 0, 0, "", List.of(), null, SessionState.ready, false, BranchLine.EMPTY, Tally.EMPTY, null);

    /// @param attempts how often it was resumed since its last complete step
    /// @param asked whether it asked the person something
    record RunningTurn(
            TurnStarted started,
            PromptQueued prompt,
            long startedAtMs,
            int attempts,
            boolean stopRequested,
            boolean asked,
            Usage usage) {
        private RunningTurn resumed(int attempt) {
            return new RunningTurn(started, prompt, startedAtMs, attempt, stopRequested, asked, usage);
        }

        private RunningTurn stopping() {
            return new RunningTurn(started, prompt, startedAtMs, attempts, true, asked, usage);
        }

        private RunningTurn asking() {
            return new RunningTurn(started, prompt, startedAtMs, attempts, stopRequested, true, usage);
        }

        private RunningTurn stepped(Usage more) {
            return new RunningTurn(started, prompt, startedAtMs, 0, stopRequested, asked, usage.plus(more));
        }
    }

    SessionCreated creation() {
        if (created == null) throw new IllegalStateException("the log has no beginning");
        return created;
    }

    /// The newest commit that counts, or null.
    @Nullable
    CommitMade tip() {
        return line.tip();
    }

    SessionFacts apply(long atMs, SessionEvent event) {
        return switch (event) {
            case SessionCreated e -> created(atMs, e);
            case PromptQueued e ->
                with(atMs, Stream.concat(waiting.stream(), Stream.of(e)).toList(), turn, state);
            case SessionEvent.PromptEdited e -> with(atMs, edited(e), turn, state);
            case SessionEvent.PromptCancelled e -> with(atMs, without(e.promptId()), turn, state);
            case TurnStarted e -> begun(atMs, e);
            case SessionEvent.TurnResumed e -> turn(atMs, running().resumed(e.attempt()), state);
            case SessionEvent.StopRequested e -> turn(atMs, running().stopping(), state);
            case SessionEvent.QuestionAsked e -> turn(atMs, running().asking(), state);
            case SessionEvent.StepFinished e -> turn(atMs, running().stepped(e.usage()), state);
            case SessionEvent.ContextCompacted e -> turn(atMs, running().stepped(e.usage()), state);
            case SessionEvent.SandboxStarting e -> turn(atMs, turn, SessionState.starting);
            case SessionEvent.SandboxReady e -> turn(atMs, turn, SessionState.working);
            case SessionEvent.TurnFinished e ->
                with(atMs, waiting, null, ended(e.outcome())).tallied(tally.ended(e));
            case SessionEvent.TitleChanged e -> titled(atMs, e.title());
            case SessionEvent.SessionArchived e -> archived(atMs, true);
            case SessionEvent.SessionRestored e -> archived(atMs, false);
            case CommitMade e ->
                with(atMs, waiting, turn, state)
                        .on(line.committed(e, creation().sessionId()))
                        .tallied(tally.committed(e));
            case SessionEvent.SnapshotTaken e -> tallied(tally.kept(e));
            case SessionEvent.SnapshotFailed e -> this;
            case TurnsUndone e -> undone(atMs, e);
            case SessionEvent.BaseNoted e -> this;
            case SessionEvent.ThinkingFinished e -> this;
            case SessionEvent.AnswerFinished e -> this;
            case SessionEvent.AnswerInterrupted e -> this;
            case SessionEvent.ToolStarted e -> this;
            case SessionEvent.ToolFinished e -> this;
            case SessionEvent.ModelRetrying e -> this;
            case SessionEvent.FilesChanged e -> this;
            case SessionEvent.Unknown e -> this;
        };
    }

    /// The attachments that a prompt has, so that they are to be kept.
    Set<AttachmentId> attachments() {
        return Stream.concat(waiting.stream(), tally.attached().stream())
                .flatMap(prompt -> prompt.attached().stream())
                .map(Attachment::attachmentId)
                .collect(Collectors.toSet());
    }

    private SessionFacts begun(long atMs, TurnStarted event) {
        PromptQueued prompt = waiting.stream()
                .filter(p -> p.promptId().equals(event.promptId()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a turn for a prompt that doesn't wait"));
        RunningTurn started = new RunningTurn(event, prompt, atMs, 0, false, false, Usage.NONE);
        return with(atMs, without(event.promptId()), started, SessionState.working)
                .tallied(tally.begun(event.turnId(), prompt, tip()));
    }

    private static SessionFacts created(long atMs, SessionCreated event) {
        return new SessionFacts(
                event, atMs, atMs, "", List.of(), null, SessionState.ready, false, BranchLine.EMPTY, Tally.EMPTY, null);
    }

    private SessionFacts undone(long atMs, TurnsUndone event) {
        TurnId to = event.toTurnId();
        CommitMade commit = to == null
                ? null
                : tally.turn(to)
                        .orElseThrow(() -> new IllegalStateException("an undo to a turn that isn't there"))
                        .after();
        return new SessionFacts(
                created,
                createdAtMs,
                atMs,
                title,
                waiting,
                turn,
                to == null ? SessionState.ready : SessionState.done,
                archived,
                line.undone(commit),
                tally.undone(event.undone()),
                event);
    }

    private SessionState ended(Outcome outcome) {
        return switch (outcome) {
            case done -> turn != null && turn.asked() ? SessionState.waiting : SessionState.done;
            case stopped -> SessionState.stopped;
            case failed -> SessionState.failed;
        };
    }

    private RunningTurn running() {
        if (turn == null) throw new IllegalStateException("no turn runs");
        return turn;
    }

    private List<PromptQueued> edited(SessionEvent.PromptEdited edit) {
        return waiting.stream()
                .map(p -> p.promptId().equals(edit.promptId()) ? p.with(edit.text()) : p)
                .toList();
    }

    private List<PromptQueued> without(PromptId prompt) {
        return waiting.stream().filter(p -> !p.promptId().equals(prompt)).toList();
    }

    private SessionFacts with(long atMs, List<PromptQueued> queue, @Nullable RunningTurn running, SessionState now) {
        return new SessionFacts(created, createdAtMs, atMs, title, queue, running, now, archived, line, tally, undo);
    }

    private SessionFacts turn(long atMs, @Nullable RunningTurn running, SessionState now) {
        return with(atMs, waiting, running, now);
    }

    private SessionFacts titled(long atMs, String to) {
        return new SessionFacts(created, createdAtMs, atMs, to, waiting, turn, state, archived, line, tally, undo);
    }

    private SessionFacts archived(long atMs, boolean now) {
        return new SessionFacts(created, createdAtMs, atMs, title, waiting, turn, state, now, line, tally, undo);
    }

    private SessionFacts on(BranchLine now) {
        return new SessionFacts(
                created, createdAtMs, changedAtMs, title, waiting, turn, state, archived, now, tally, undo);
    }

    private SessionFacts tallied(Tally now) {
        return new SessionFacts(
                created, createdAtMs, changedAtMs, title, waiting, turn, state, archived, line, now, undo);
    }
}

package dev.slipway.client;

import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionState;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a client shows of a session: the fold of its events. Immutable; applying an event costs O(log n).
///
/// A view may begin in the middle of a log (a tail): events about a turn or prompt that it hasn't seen change
/// nothing but `seq`.
///
/// @param seq of the newest event applied, 0 for none
/// @param created null until it was seen
/// @param baseNotes what the person should know of the base; usually empty
/// @param waiting prompts whose turn has not begun, the next one first
public record SessionView(
        long seq,
        @Nullable SessionCreated created,
        List<String> baseNotes,
        String title,
        SessionState state,
        boolean archived,
        List<PromptQueued> waiting,
        List<TurnView> turns) {

    public static final SessionView EMPTY =
            new SessionView(0, null, List.of(), "", SessionState.ready, false, List.of(), Sequence.of());

    /// The view after one more event. Events come in the order of their seq.
    public SessionView apply(Logged logged) {
        SessionView after = fold(logged.event(), logged.atMs());
        return new SessionView(
                logged.seq(),
                after.created,
                after.baseNotes,
                after.title,
                after.state,
                after.archived,
                after.waiting,
                after.turns);
    }

    /// The turn that was begun last, or null.
    public @Nullable TurnView lastTurn() {
        return turns.isEmpty() ? null : turns.getLast();
    }

    private SessionView fold(SessionEvent event, long atMs) {
        return switch (event) {
            case SessionCreated e -> new SessionView(seq, e, baseNotes, title, state, archived, waiting, turns);
            case SessionEvent.BaseNoted e ->
                new SessionView(seq, created, e.notes(), title, state, archived, waiting, turns);
            case PromptQueued e ->
                queue(Stream.concat(waiting.stream(), Stream.of(e)).toList());
            case SessionEvent.PromptCancelled e -> queue(without(e.promptId()));
            case SessionEvent.TitleChanged e -> titled(e.title());
            case SessionEvent.SessionArchived e ->
                new SessionView(seq, created, baseNotes, title, state, true, waiting, turns);
            case SessionEvent.TurnStarted e -> begin(e, atMs);
            case SessionEvent.TurnResumed e ->
                item(notice(ThreadItem.Notice.Kind.resumed, "The backend was restarted; the turn goes on"));
            case SessionEvent.StopRequested e ->
                item(notice(ThreadItem.Notice.Kind.stopping, e.person().name()));
            case SessionEvent.SandboxStarting e ->
                item(notice(ThreadItem.Notice.Kind.sandbox_starting, e.message()))
                        .in(SessionState.starting);
            case SessionEvent.SandboxReady e -> item(ready(e)).in(SessionState.working);
            case SessionEvent.ThinkingFinished e -> item(new ThreadItem.Thinking(e.blockId(), e.text()));
            case SessionEvent.AnswerFinished e -> item(new ThreadItem.Prose(e.blockId(), e.text(), false));
            case SessionEvent.AnswerInterrupted e -> item(new ThreadItem.Prose(e.blockId(), e.text(), true));
            case SessionEvent.ToolStarted e -> item(running(e));
            case SessionEvent.ToolFinished e -> turn(t -> t.finish(e));
            case SessionEvent.QuestionAsked e -> item(new ThreadItem.Question(e.question(), e.options()));
            case SessionEvent.StepFinished e -> turn(t -> t.used(e.usage()));
            case SessionEvent.ModelRetrying e -> item(notice(ThreadItem.Notice.Kind.retrying, e.reason()));
            case SessionEvent.ContextCompacted e ->
                turn(t -> t.used(e.usage()).plus(notice(ThreadItem.Notice.Kind.compacted, e.summary())));
            case SessionEvent.FilesChanged e -> turn(t -> t.changed(e.files()));
            case SessionEvent.CommitMade e -> turn(t -> t.committed(e));
            case SessionEvent.TurnFinished e -> turn(t -> t.end(e)).in(ended(e.outcome()));
            case SessionEvent.Unknown e -> this;
        };
    }

    private SessionView begin(SessionEvent.TurnStarted started, long atMs) {
        PromptQueued prompt = waiting.stream()
                .filter(p -> p.promptId().equals(started.promptId()))
                .findFirst()
                .orElse(null);
        List<TurnView> more = ((Sequence<TurnView>) turns).plus(TurnView.begin(started, prompt, atMs));
        return new SessionView(
                seq, created, baseNotes, title, SessionState.working, archived, without(started.promptId()), more);
    }

    /// `waiting` where the turn's last item is a question.
    private SessionState ended(Outcome outcome) {
        TurnView last = lastTurn();
        boolean asked = last != null && last.items().stream().anyMatch(ThreadItem.Question.class::isInstance);
        return switch (outcome) {
            case done -> asked ? SessionState.waiting : SessionState.done;
            case stopped -> SessionState.stopped;
            case failed -> SessionState.failed;
        };
    }

    private SessionView item(ThreadItem item) {
        return turn(t -> t.plus(item));
    }

    private SessionView turn(UnaryOperator<TurnView> change) {
        if (turns.isEmpty()) return this;
        Sequence<TurnView> now = ((Sequence<TurnView>) turns).with(turns.size() - 1, change.apply(turns.getLast()));
        return new SessionView(seq, created, baseNotes, title, state, archived, waiting, now);
    }

    private SessionView in(SessionState now) {
        return turns.isEmpty() ? this : new SessionView(seq, created, baseNotes, title, now, archived, waiting, turns);
    }

    private SessionView queue(List<PromptQueued> now) {
        return new SessionView(seq, created, baseNotes, title, state, archived, now, turns);
    }

    private SessionView titled(String now) {
        return new SessionView(seq, created, baseNotes, now, state, archived, waiting, turns);
    }

    private List<PromptQueued> without(PromptId prompt) {
        return waiting.stream().filter(p -> !p.promptId().equals(prompt)).toList();
    }

    private static ThreadItem.Notice notice(ThreadItem.Notice.Kind kind, String text) {
        return new ThreadItem.Notice(kind, text);
    }

    private static ThreadItem.Notice ready(SessionEvent.SandboxReady ready) {
        String what = ready.restarted()
                ? "The sandbox was started anew; its processes and /tmp are gone"
                : "The sandbox is ready";
        String degraded =
                ready.degraded().isEmpty() ? "" : ". Not enforced here: " + String.join("; ", ready.degraded());
        return notice(ThreadItem.Notice.Kind.sandbox_ready, what + degraded);
    }

    private static ThreadItem.ToolCall running(SessionEvent.ToolStarted e) {
        return new ThreadItem.ToolCall(e.toolCallId(), e.tool(), e.title(), e.input(), e.blockId(), null, "", 0, 0);
    }
}

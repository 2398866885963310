package dev.slipway.client;

import dev.slipway.client.ThreadItem.Notice;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptQueue;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Set;
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
/// @param allowedHosts what people opened to this session's sandboxes; usually empty
/// @param sharing who may do what
/// @param waiting prompts whose turn has not begun, the next one first
/// @param undone the turns that don't count any more, also those that this view hasn't seen
public record SessionView(
        long seq,
        @Nullable SessionCreated created,
        List<String> baseNotes,
        String title,
        SessionState state,
        boolean archived,
        List<String> allowedHosts,
        Sharing sharing,
        List<PromptQueued> waiting,
        List<TurnView> turns,
        Set<TurnId> undone) {

    public static final SessionView EMPTY = new SessionView(
            0,
            null,
            List.of(),
            "",
            SessionState.ready,
            false,
            List.of(),
            Sharing.NONE,
            List.of(),
            Sequence.of(),
            Set.of());

    /// The view after one more event. Events come in the order of their seq.
    public SessionView apply(Logged logged) {
        SessionView after = fold(logged.event(), logged.seq(), logged.atMs());
        return new SessionView(
                logged.seq(),
                after.created,
                after.baseNotes,
                after.title,
                after.state,
                after.archived,
                after.allowedHosts,
                after.sharing,
                after.waiting,
                after.turns,
                after.undone);
    }

    /// The same with the last `most` turns only: what is older can be read again with `readBefore`.
    public SessionView withLastTurns(int most) {
        if (turns.size() <= most) return this;
        List<TurnView> kept = Sequence.copyOf(turns.subList(turns.size() - most, turns.size()));
        return new SessionView(
                seq, created, baseNotes, title, state, archived, allowedHosts, sharing, waiting, kept, undone);
    }

    /// The turn that was begun last, or null.
    public @Nullable TurnView lastTurn() {
        return turns.isEmpty() ? null : turns.getLast();
    }

    public boolean isUndone(TurnView turn) {
        return undone.contains(turn.started().turnId());
    }

    private SessionView fold(SessionEvent event, long at, long atMs) {
        return switch (event) {
            case SessionCreated e -> created(e);
            case SessionEvent.BaseNoted e -> noted(e.notes());
            case PromptQueued e -> answered(e.answers(), e.author()).queue(PromptQueue.with(waiting, e));
            case ControlEvent e -> controlled(e).queue(PromptQueue.after(waiting, e));
            case SessionEvent.TitleChanged e -> titled(e.title());
            case SessionEvent.SessionArchived e -> archived(true);
            case SessionEvent.SessionRestored e -> archived(false);
            case SessionEvent.HostAllowed e -> allowing(e.host());
            case SharingEvent e -> sharing(sharing.apply(e));
            case AsideEvent.SpendingNoted e -> notice(e.turnId(), Notice.Kind.spending_noted, e.message());
            case AsideEvent.TitleSuggested e -> e.title() == null ? this : titled(e.title());
            case SessionEvent.TurnStarted e -> begin(e, at, atMs);
            case SessionEvent.TurnResumed e ->
                notice(e.turnId(), Notice.Kind.resumed, "The backend was restarted; the turn goes on");
            case SessionEvent.SandboxStarting e -> starting(e);
            case SessionEvent.SandboxReady e ->
                notice(e.turnId(), Notice.Kind.sandbox_ready, Items.words(e)).in(e.turnId(), SessionState.working);
            case AsideEvent.ServicesFailed e -> failed(e);
            case SessionEvent.FilesSyncing e -> notice(e.turnId(), Notice.Kind.files_syncing, Items.words(e));
            case SessionEvent.ThinkingFinished e -> item(e.turnId(), new ThreadItem.Thinking(e.blockId(), e.text()));
            case SessionEvent.AnswerFinished e -> item(e.turnId(), new ThreadItem.Prose(e.blockId(), e.text(), false));
            case SessionEvent.AnswerInterrupted e -> item(e.turnId(), Items.broken(e));
            case SessionEvent.ToolStarted e -> item(e.turnId(), Items.running(e));
            case SessionEvent.ToolFinished e -> turn(e.turnId(), t -> t.finish(e));
            case SessionEvent.QuestionAsked e -> item(e.turnId(), Items.question(e));
            case SessionEvent.EgressRefused e -> item(e.turnId(), Items.refusal(e));
            case SessionEvent.StepFinished e -> turn(e.turnId(), t -> t.used(e.usage()));
            case SessionEvent.ModelRetrying e -> item(e.turnId(), Items.retrying(e));
            case SessionEvent.ContextCompacted e -> compacted(e);
            case SessionEvent.FilesChanged e -> turn(e.turnId(), t -> t.changed(e.files()));
            case SessionEvent.CommitMade e -> turn(e.turnId(), t -> t.committed(e));
            case SessionEvent.SnapshotTaken e -> turn(e.turnId(), t -> t.kept(e.snapshotId()));
            case SessionEvent.SnapshotFailed e -> notice(e.turnId(), Notice.Kind.snapshot_failed, e.message());
            case SessionEvent.TurnsUndone e -> undo(e);
            case SessionEvent.TurnFinished e -> turn(e.turnId(), t -> t.end(e)).in(e.turnId(), ended(e.outcome()));
            case SessionEvent.Unknown e -> this;
        };
    }

    private SessionView controlled(ControlEvent event) {
        return switch (event) {
            case ControlEvent.StopRequested e ->
                notice(e.turnId(), Notice.Kind.stopping, e.person().name());
            case ControlEvent.PromptSteered e -> item(e.turnId(), new ThreadItem.Steered(e.prompt()));
            case ControlEvent.PromptCancelled e ->
                PromptQueue.find(waiting, e.promptId())
                        .map(cancelled -> answered(cancelled.answers(), null))
                        .orElse(this);
            case ControlEvent.PromptEdited _, ControlEvent.PromptMoved _ -> this;
        };
    }

    /// @param by null where the answer was taken back
    private SessionView answered(@Nullable ToolCallId question, @Nullable Person by) {
        TurnView last = lastTurn();
        if (question == null || last == null) return this;
        return turn(last.started().turnId(), t -> t.answered(question, by));
    }

    private SessionView starting(SessionEvent.SandboxStarting event) {
        return notice(event.turnId(), Notice.Kind.sandbox_starting, event.message())
                .in(event.turnId(), SessionState.starting);
    }

    private SessionView failed(AsideEvent.ServicesFailed event) {
        return notice(event.turnId(), Notice.Kind.services_failed, String.join("\n", event.problems()));
    }

    private SessionView begin(SessionEvent.TurnStarted started, long at, long atMs) {
        PromptQueued prompt = PromptQueue.find(waiting, started.promptId()).orElse(started.prompt());
        List<TurnView> more = ((Sequence<TurnView>) turns).plus(TurnView.begin(at, started, prompt, atMs));
        return new SessionView(
                seq,
                created,
                baseNotes,
                title,
                SessionState.working,
                archived,
                allowedHosts,
                sharing,
                PromptQueue.without(waiting, started.promptId()),
                more,
                undone);
    }

    private SessionView undo(SessionEvent.TurnsUndone event) {
        SessionState now = event.toTurnId() == null ? SessionState.ready : SessionState.done;
        Set<TurnId> all = Set.copyOf(event.undone());
        return new SessionView(
                seq, created, baseNotes, title, now, archived, allowedHosts, sharing, waiting, turns, all);
    }

    /// `waiting` where the turn asked the person something.
    private SessionState ended(Outcome outcome) {
        TurnView last = lastTurn();
        boolean asked = last != null && last.items().stream().anyMatch(ThreadItem.Question.class::isInstance);
        return switch (outcome) {
            case done -> asked ? SessionState.waiting : SessionState.done;
            case stopped -> SessionState.stopped;
            case failed -> SessionState.failed;
        };
    }

    private SessionView compacted(SessionEvent.ContextCompacted e) {
        return turn(e.turnId(), t -> t.used(e.usage())).notice(e.turnId(), Notice.Kind.compacted, e.summary());
    }

    private SessionView notice(TurnId of, Notice.Kind kind, String text) {
        return item(of, new Notice(kind, text, null));
    }

    private SessionView item(TurnId of, ThreadItem item) {
        return turn(of, t -> t.plus(item));
    }

    private SessionView turn(TurnId of, UnaryOperator<TurnView> change) {
        if (!isLast(of)) return this;
        Sequence<TurnView> now = ((Sequence<TurnView>) turns).with(turns.size() - 1, change.apply(turns.getLast()));
        return new SessionView(
                seq, created, baseNotes, title, state, archived, allowedHosts, sharing, waiting, now, undone);
    }

    private SessionView in(TurnId of, SessionState now) {
        return isLast(of)
                ? new SessionView(
                        seq, created, baseNotes, title, now, archived, allowedHosts, sharing, waiting, turns, undone)
                : this;
    }

    /// Only the last turn can still change; a tail may begin after what an event is about.
    private boolean isLast(TurnId turn) {
        TurnView last = lastTurn();
        return last != null && last.started().turnId().equals(turn);
    }

    private SessionView queue(List<PromptQueued> now) {
        return new SessionView(
                seq, created, baseNotes, title, state, archived, allowedHosts, sharing, now, turns, undone);
    }

    private SessionView noted(List<String> notes) {
        return new SessionView(
                seq, created, notes, title, state, archived, allowedHosts, sharing, waiting, turns, undone);
    }

    private SessionView created(SessionCreated now) {
        return new SessionView(
                seq, now, baseNotes, title, state, archived, allowedHosts, Sharing.begun(now), waiting, turns, undone);
    }

    private SessionView sharing(Sharing now) {
        return new SessionView(
                seq, created, baseNotes, title, state, archived, allowedHosts, now, waiting, turns, undone);
    }

    private SessionView archived(boolean now) {
        return new SessionView(
                seq, created, baseNotes, title, state, now, allowedHosts, sharing, waiting, turns, undone);
    }

    private SessionView allowing(String host) {
        if (allowedHosts.contains(host)) return this;
        List<String> hosts =
                Stream.concat(allowedHosts.stream(), Stream.of(host)).toList();
        return new SessionView(seq, created, baseNotes, title, state, archived, hosts, sharing, waiting, turns, undone);
    }

    private SessionView titled(String now) {
        return new SessionView(
                seq, created, baseNotes, now, state, archived, allowedHosts, sharing, waiting, turns, undone);
    }
}

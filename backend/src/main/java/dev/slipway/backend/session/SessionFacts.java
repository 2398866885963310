package dev.slipway.backend.session;

import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptQueue;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.ToolCallId;
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
/// @param allowedHosts what people opened to its sandboxes
/// @param sharing who may do what
/// @param course what became of its turns
record SessionFacts(
        @Nullable SessionCreated created,
        long createdAtMs,
        long changedAtMs,
        String title,
        List<PromptQueued> waiting,
        @Nullable RunningTurn turn,
        SessionState state,
        boolean archived,
        List<String> allowedHosts,
        Sharing sharing,
        Course course) {

    static final SessionFacts EMPTY = new SessionFacts(
            null, 0, 0, "", List.of(), null, SessionState.ready, false, List.of(), Sharing.NONE, Course.EMPTY);

    SessionCreated creation() {
        if (created == null) throw new IllegalStateException("the log has no beginning");
        return created;
    }

    /// Whether it was read from a file, so that nothing runs in it.
    boolean isImported() {
        return created != null && created.importedFrom() != null;
    }

    /// The newest commit that counts, or null.
    @Nullable
    CommitMade tip() {
        return course.line().tip();
    }

    BranchLine line() {
        return course.line();
    }

    Tally tally() {
        return course.tally();
    }

    /// The newest one, or null.
    @Nullable
    TurnsUndone undo() {
        return course.undo();
    }

    SessionFacts after(long atMs, List<SessionEvent> events) {
        SessionFacts after = this;
        for (SessionEvent event : events) after = after.apply(atMs, event);
        return after;
    }

    SessionFacts apply(long atMs, SessionEvent event) {
        return switch (event) {
            case SessionCreated e -> begun(atMs, e);
            case PromptQueued e ->
                with(atMs, PromptQueue.with(waiting, e), turn, state).on(answered(e.answers(), e.author()));
            case ControlEvent e -> controlled(atMs, e);
            case TurnStarted e -> begun(atMs, e);
            case SessionEvent.TurnResumed e -> turn(atMs, running().resumed(e.attempt()), state);
            case SessionEvent.QuestionAsked e ->
                turn(atMs, running().asking(), state)
                        .on(course.asking(course.questions().asked(e)));
            case SessionEvent.StepFinished e -> turn(atMs, running().stepped(e.usage()), state);
            case SessionEvent.ContextCompacted e -> turn(atMs, running().stepped(e.usage()), state);
            case SessionEvent.SandboxStarting e -> turn(atMs, turn, SessionState.starting);
            case SessionEvent.SandboxReady e -> turn(atMs, turn, SessionState.working);
            case SessionEvent.TurnFinished e ->
                with(atMs, waiting, null, ended(e.outcome())).on(course.ended(e));
            case SessionEvent.TitleChanged e -> titled(atMs, e.title());
            case SessionEvent.SessionArchived e -> archived(atMs, true);
            case SessionEvent.SessionRestored e -> archived(atMs, false);
            case SessionEvent.HostAllowed e -> allowing(e.host());
            case SharingEvent e -> sharing(sharing.apply(e));
            case AsideEvent e -> beside(atMs, e);
            case CommitMade e ->
                with(atMs, waiting, turn, state)
                        .on(course.committed(e, creation().sessionId()));
            case SessionEvent.SnapshotTaken e -> on(course.kept(e));
            case TurnsUndone e -> undone(atMs, e);
            case SessionEvent.BaseNoted _, SessionEvent.SnapshotFailed _ -> this;
            case SessionEvent.ThinkingFinished _, SessionEvent.AnswerFinished _, SessionEvent.AnswerInterrupted _ ->
                this;
            case SessionEvent.FilesSyncing _ -> this;
            case SessionEvent.ToolStarted e -> turn(changedAtMs, running().calling(e.toolCallId()), state);
            case SessionEvent.ToolFinished e -> turn(changedAtMs, running().called(e.toolCallId()), state);
            case SessionEvent.EgressRefused _, SessionEvent.ModelRetrying _ -> this;
            case SessionEvent.FilesChanged _, SessionEvent.Unknown _ -> this;
        };
    }

    /// What it used so far.
    ///
    /// @param events in its log, which takes so many bytes
    SessionDetails details(long nowMs, long events, long logBytes, SessionDetails.Sandbox sandbox) {
        long working = turn == null ? 0 : Math.max(0, nowMs - turn.startedAtMs());
        return new SessionDetails(
                turn == null ? tally().usage() : tally().usage().plus(turn.usage()),
                tally().turns().size(),
                tally().workedMs() + working,
                events,
                logBytes,
                createdAtMs,
                sandbox);
    }

    /// The attachments that a prompt has, so that they are to be kept.
    Set<AttachmentId> attachments() {
        return Stream.concat(waiting.stream(), tally().attached().stream())
                .flatMap(prompt -> prompt.attached().stream())
                .map(Attachment::attachmentId)
                .collect(Collectors.toSet());
    }

    private static SessionFacts begun(long atMs, SessionCreated event) {
        return new SessionFacts(
                event,
                atMs,
                atMs,
                "",
                List.of(),
                null,
                SessionState.ready,
                false,
                List.of(),
                Sharing.begun(event),
                Course.EMPTY);
    }

    private SessionFacts undone(long atMs, TurnsUndone event) {
        SessionState now = event.toTurnId() == null ? SessionState.ready : SessionState.done;
        return with(atMs, waiting, turn, now).on(course.undone(event));
    }

    private SessionFacts begun(long atMs, TurnStarted event) {
        PromptQueued prompt = PromptQueue.find(waiting, event.promptId())
                .orElseThrow(() -> new IllegalStateException("a turn for a prompt that doesn't wait"));
        RunningTurn started = new RunningTurn(event, prompt, atMs, 0, false, false, List.of(), List.of(), Usage.NONE);
        return with(atMs, PromptQueue.without(waiting, event.promptId()), started, SessionState.working)
                .on(course.begun(event.turnId(), prompt));
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

    private SessionFacts controlled(long atMs, ControlEvent event) {
        SessionFacts now = with(atMs, PromptQueue.after(waiting, event), turn, state);
        return switch (event) {
            case ControlEvent.StopRequested _ -> now.turn(atMs, running().stopping(), state);
            case ControlEvent.PromptSteered e ->
                now.turn(atMs, running().steered(e.prompt()), state).on(course.steered(e));
            case ControlEvent.PromptCancelled e ->
                now.on(PromptQueue.find(waiting, e.promptId())
                        .map(p -> answered(p.answers(), null))
                        .orElse(course));
            case ControlEvent.PromptEdited _, ControlEvent.PromptMoved _ -> now;
        };
    }

    private SessionFacts beside(long atMs, AsideEvent event) {
        return switch (event) {
            case AsideEvent.ServicesFailed _ -> this;
            case AsideEvent.SpendingNoted e -> on(course.noted(e));
            case AsideEvent.TitleSuggested e ->
                titled(atMs, e.title() == null ? title : e.title()).on(course.asked(e));
        };
    }

    private Course answered(@Nullable ToolCallId question, @Nullable Person by) {
        return course.asking(course.questions().answered(question, by));
    }

    private SessionFacts with(long atMs, List<PromptQueued> queue, @Nullable RunningTurn running, SessionState now) {
        return new SessionFacts(
                created, createdAtMs, atMs, title, queue, running, now, archived, allowedHosts, sharing, course);
    }

    private SessionFacts turn(long atMs, @Nullable RunningTurn running, SessionState now) {
        return with(atMs, waiting, running, now);
    }

    private SessionFacts titled(long atMs, String to) {
        return new SessionFacts(
                created, createdAtMs, atMs, to, waiting, turn, state, archived, allowedHosts, sharing, course);
    }

    private SessionFacts archived(long atMs, boolean now) {
        return new SessionFacts(
                created, createdAtMs, atMs, title, waiting, turn, state, now, allowedHosts, sharing, course);
    }

    private SessionFacts on(Course now) {
        return new SessionFacts(
                created, createdAtMs, changedAtMs, title, waiting, turn, state, archived, allowedHosts, sharing, now);
    }

    private SessionFacts sharing(Sharing now) {
        return new SessionFacts(
                created, createdAtMs, changedAtMs, title, waiting, turn, state, archived, allowedHosts, now, course);
    }

    private SessionFacts allowing(String host) {
        if (allowedHosts.contains(host)) return this;
        List<String> hosts =
                Stream.concat(allowedHosts.stream(), Stream.of(host)).toList();
        return new SessionFacts(
                created, createdAtMs, changedAtMs, title, waiting, turn, state, archived, hosts, sharing, course);
    }
}

package dev.slipway.backend.session;

import dev.slipway.backend.egress.HostName;
import dev.slipway.protocol.ClientMessage.AllowHost;
import dev.slipway.protocol.ClientMessage.ArchiveSession;
import dev.slipway.protocol.ClientMessage.RenameSession;
import dev.slipway.protocol.ClientMessage.RestoreSession;
import dev.slipway.protocol.ClientMessage.StopTurn;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What follows from a command or from what was found, as events to append. Pure: no clock, no thread, nothing
/// done.
final class SessionPolicy {
    /// A turn that was resumed this often without completing a step is given up.
    static final int MOST_ATTEMPTS = 2;

    private static final int TITLE_LENGTH = 80;

    private SessionPolicy() {}

    static List<SessionEvent> stop(SessionFacts facts, StopTurn command, Person person) {
        RunningTurn turn = facts.turn();
        if (turn == null) throw new Refused(ErrorCode.conflict, "Nothing runs in this session.");
        return List.of(new ControlEvent.StopRequested(
                command.requestId(), turn.started().turnId(), person));
    }

    /// In whatever state the session is. Only an empty title is ever set from a prompt, so this one stays.
    static List<SessionEvent> rename(RenameSession command) {
        return List.of(new SessionEvent.TitleChanged(command.requestId(), command.title()));
    }

    static List<SessionEvent> archive(SessionFacts facts, ArchiveSession command, Person person) {
        if (facts.archived()) throw new Refused(ErrorCode.conflict, "This session is archived already.");
        return List.of(new SessionEvent.SessionArchived(command.requestId(), person));
    }

    static List<SessionEvent> restore(SessionFacts facts, RestoreSession command, Person person) {
        if (!facts.archived()) throw new Refused(ErrorCode.conflict, "This session isn't archived.");
        return List.of(new SessionEvent.SessionRestored(command.requestId(), person));
    }

    /// Also where it is allowed already: who asks may not have seen that.
    static List<SessionEvent> allow(AllowHost command, Person person) {
        try {
            HostName named = HostName.parse(command.host().strip());
            String host = named.text();
            boolean isHere = named.address() != null
                    ? named.address().isLoopbackAddress()
                    : host.equals("localhost") || host.endsWith(".localhost");
            if (isHere)
                throw new Refused(
                        ErrorCode.invalid_message,
                        "This machine itself can't be opened to sandboxes. Name another host.");
            return List.of(new SessionEvent.HostAllowed(command.requestId(), person, host));
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    ErrorCode.invalid_message,
                    "A host is a name such as api.example.org, without http:// and without a path.");
        }
    }

    /// The turn for the first prompt that waits and may be paid for, if one may begin now. One that may not keeps its
    /// place and holds up nobody.
    ///
    /// @param isRehearsal whether a model's id stands for the scripted one
    static Optional<TurnStarted> next(
            SessionFacts facts, Predicate<String> isRehearsal, Predicate<TurnStarted> affordable) {
        if (facts.turn() != null || facts.archived()) return Optional.empty();
        return facts.waiting().stream()
                .map(prompt -> begun(facts, prompt, isRehearsal))
                .filter(affordable)
                .findFirst();
    }

    private static TurnStarted begun(
            SessionFacts facts, SessionEvent.PromptQueued prompt, Predicate<String> isRehearsal) {
        String asked = prompt.model();
        String model = asked == null ? facts.creation().model() : asked;
        return new TurnStarted(TurnId.fresh(), prompt.promptId(), model, isRehearsal.test(model), prompt);
    }

    /// What to write about a turn that was found unfinished when the backend started.
    static Optional<SessionEvent> recover(SessionFacts facts, long nowMs) {
        RunningTurn turn = facts.turn();
        if (turn == null) return Optional.empty();
        TurnId id = turn.started().turnId();
        long took = Math.max(0, nowMs - turn.startedAtMs());
        if (turn.stopRequested() || facts.archived())
            return Optional.of(new SessionEvent.TurnFinished(id, Outcome.stopped, null, took, turn.usage()));
        if (turn.attempts() >= MOST_ATTEMPTS) {
            String message = "The backend went away " + (turn.attempts() + 1)
                    + " times during this step, so the turn was given up. Prompt again to go on from here.";
            return Optional.of(new SessionEvent.TurnFinished(id, Outcome.failed, message, took, turn.usage()));
        }
        return Optional.of(new SessionEvent.TurnResumed(id, turn.attempts() + 1));
    }

    /// The first line with words in it, cut at a word.
    static String titleOf(String prompt) {
        String line = prompt.lines()
                .map(l -> l.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .filter(l -> !l.isEmpty())
                .findFirst()
                .orElse("Untitled");
        if (line.codePointCount(0, line.length()) <= TITLE_LENGTH) return line;
        String cut = line.substring(0, line.offsetByCodePoints(0, TITLE_LENGTH - 1));
        int space = cut.lastIndexOf(' ');
        return (space > TITLE_LENGTH / 2 ? cut.substring(0, space) : cut) + "…";
    }
}

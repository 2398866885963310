package dev.slipway.backend.session;

import dev.slipway.protocol.ClientMessage.UndoTurns;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What may be done with a session's past: going back to a turn's end, and beginning another session from
/// there. Pure.
final class PastPolicy {
    private static final int LONGEST_TITLE = 280;

    private PastPolicy() {}

    /// @param isKept whether the files of that moment are there
    static List<SessionEvent> undo(SessionFacts facts, UndoTurns command, Person person, Predicate<SnapshotId> isKept) {
        if (facts.turn() != null)
            throw new Refused(ErrorCode.conflict, "A turn runs in this session. Stop it, then undo.");
        if (!facts.waiting().isEmpty())
            throw new Refused(ErrorCode.conflict, "Prompts wait in this session. Cancel them, then undo.");
        if (facts.archived())
            throw new Refused(ErrorCode.conflict, "This session is archived. Take it out of the archive to undo.");
        TurnId to = command.turnId();
        TurnId last = facts.tally().last().map(Tally.Past::turn).orElse(null);
        if (to == null && last == null)
            throw new Refused(ErrorCode.conflict, "Nothing is there to undo: no turn of this session counts.");
        if (to != null) {
            snapshot(facts, to, isKept);
            if (to.equals(last))
                throw new Refused(ErrorCode.conflict, "The session is as it was at the end of this turn already.");
        }
        return List.of(new SessionEvent.TurnsUndone(
                command.requestId(), person, to, facts.tally().allBut(to)));
    }

    /// The files as of a turn's end.
    ///
    /// @throws Refused where the turn isn't there or its files are not kept
    static SnapshotId snapshot(SessionFacts facts, TurnId turn, Predicate<SnapshotId> isKept) {
        SnapshotId found = facts.tally()
                .turn(turn)
                .orElseThrow(() -> new Refused(ErrorCode.not_found, "This session has no turn " + turn + "."))
                .snapshot();
        RunningTurn running = facts.turn();
        if (running != null && running.started().turnId().equals(turn))
            throw new Refused(ErrorCode.conflict, "This turn still runs. Wait for its end, or choose an earlier one.");
        if (found == null || !isKept.test(found))
            throw new Refused(
                    ErrorCode.conflict,
                    "The files as they were at the end of this turn are not kept. Choose another turn.");
        return found;
    }

    /// What a fork is called.
    static String forkTitle(@Nullable String title) {
        String plain = title == null || title.isEmpty() ? "Untitled" : title;
        String cut = plain.length() <= LONGEST_TITLE ? plain : plain.substring(0, LONGEST_TITLE) + "…";
        return cut.endsWith(" (fork)") ? cut : cut + " (fork)";
    }
}

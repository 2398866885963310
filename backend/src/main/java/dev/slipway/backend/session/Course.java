package dev.slipway.backend.session;

import dev.slipway.protocol.AsideEvent.SpendingNoted;
import dev.slipway.protocol.AsideEvent.TitleSuggested;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.SnapshotTaken;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// What became of a session's turns: their commits, what they came to, which of them count. Immutable.
///
/// @param line where its commits are
/// @param tally what its turns came to
/// @param undo the newest one, or null
/// @param questions what they asked people
record Course(BranchLine line, Tally tally, @Nullable TurnsUndone undo, Questions questions) {
    static final Course EMPTY = new Course(BranchLine.EMPTY, Tally.EMPTY, null, Questions.NONE);

    Course begun(TurnId turn, PromptQueued prompt) {
        return new Course(line, tally.begun(turn, prompt, line.tip()), undo, questions.close());
    }

    Course steered(PromptSteered event) {
        return new Course(line, tally.steered(event), undo, questions);
    }

    Course asking(Questions now) {
        return new Course(line, tally, undo, now);
    }

    Course committed(CommitMade commit, SessionId session) {
        return new Course(line.committed(commit, session), tally.committed(commit), undo, questions);
    }

    Course kept(SnapshotTaken taken) {
        return new Course(line, tally.kept(taken), undo, questions);
    }

    Course ended(TurnFinished turn) {
        return new Course(line, tally.ended(turn), undo, questions);
    }

    Course noted(SpendingNoted event) {
        return new Course(line, tally.noted(event), undo, questions);
    }

    Course asked(TitleSuggested event) {
        return new Course(line, tally.asked(event), undo, questions);
    }

    Course undone(TurnsUndone event) {
        TurnId to = event.toTurnId();
        CommitMade tip = to == null
                ? null
                : tally.turn(to)
                        .orElseThrow(() -> new IllegalStateException("an undo to a turn that isn't there"))
                        .after();
        return new Course(line.undone(tip, tally.newest()), tally.undone(event.undone()), event, questions.close());
    }
}

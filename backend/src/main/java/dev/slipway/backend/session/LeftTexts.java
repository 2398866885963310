package dev.slipway.backend.session;

import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.LiveText;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;

/// Text that was shown and has no end of its own keeps its place, marked.
final class LeftTexts {
    private LeftTexts() {}

    /// What ends the texts that are open in the turn that runs. In the session's lane.
    static List<SessionEvent> of(EventLog log, SessionFacts facts) {
        List<SessionEvent> events = new ArrayList<>();
        RunningTurn running = facts.turn();
        if (running == null) return events;
        TurnId turn = running.started().turnId();
        for (LiveText left : log.drafts()) {
            BlockId block = new BlockId(left.blockId());
            switch (BlockKind.valueOf(left.kind())) {
                case answer -> events.add(new SessionEvent.AnswerInterrupted(turn, block, left.text()));
                case thinking -> events.add(new SessionEvent.ThinkingFinished(turn, block, left.text(), null));
                case output -> {}
            }
        }
        return events;
    }
}

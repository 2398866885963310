package dev.slipway.backend.session;

import dev.slipway.backend.agent.Recorder;
import dev.slipway.backend.events.Courtesy;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Optional;

/// Writes what an agent does into its session's log.
final class Recording implements Recorder {
    private final Session session;
    private final Meter meter;
    private final TurnId turn;
    private final LanguageModel model;
    private final Courtesy courtesy = new Courtesy();
    // The turn's thread only.
    private boolean stepped;

    Recording(Session session, Meter meter, TurnId turn, LanguageModel model) {
        this.session = session;
        this.meter = meter;
        this.turn = turn;
        this.model = model;
    }

    @Override
    public void record(SessionEvent... events) {
        session.record(List.of(events));
        session.log().awaitShare();
        if (stepped || !(events[events.length - 1] instanceof SessionEvent.StepFinished)) return;
        stepped = true;
        Titling.begin(session, model);
    }

    @Override
    public Optional<String> refusal() {
        return session.purse().refusal(session.facts());
    }

    @Override
    public List<PromptSteered> steer(TurnId turn) {
        return session.steer(turn);
    }

    @Override
    public Draft draft(BlockId block, BlockKind kind) {
        meter.answering(turn);
        return text -> {
            session.log().draft(block.value(), kind.name(), text);
            courtesy.step();
        };
    }

    @Override
    public void output(BlockId block, byte[] bytes) {
        session.log().output(block.value(), bytes);
    }

    @Override
    public long endOutput(BlockId block) {
        return session.log().endOutput(block.value());
    }

    @Override
    public byte[] readOutput(BlockId block, long offset, int atMost) {
        return session.log().readOutput(block.value(), offset, atMost);
    }
}

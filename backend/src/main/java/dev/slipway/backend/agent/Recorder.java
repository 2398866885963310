package dev.slipway.backend.agent;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Optional;

/// Takes down what happens in a turn. What was recorded is durable when the call returns, and only then shown.
/// Thread-safe; no call is ended by an interrupt.
public interface Recorder {

    /// Appends the events together, in this order: after a crash there are all of them or none.
    void record(SessionEvent... events);

    /// What people wrote to steer this turn and it wasn't told yet, recorded as told: each once, in order.
    List<PromptSteered> steer(TurnId turn);

    /// Why the turn is to take no further step, for people; empty where it may. Asked before each.
    Optional<String> refusal();

    /// Begins a stream of text. It ends with the event that carries the same block id: `AnswerFinished`,
    /// `AnswerInterrupted` or `ThinkingFinished`.
    Draft draft(BlockId block, ServerMessage.BlockKind kind);

    /// Adds to the whole output of a tool call. Called on a thread of the sandbox's while the turn's own waits,
    /// and never after [#endOutput].
    void output(BlockId block, byte[] bytes);

    /// No more output comes for this block. Idempotent; a block that never had any has 0.
    ///
    /// @return the size of the whole in bytes
    long endOutput(BlockId block);

    /// A part of the output of an earlier tool call of this session.
    ///
    /// @param offset in bytes
    /// @return at most `atMost` bytes; none where there is nothing at that place
    byte[] readOutput(BlockId block, long offset, int atMost);

    /// A text that grows.
    interface Draft {
        void append(String text);
    }
}

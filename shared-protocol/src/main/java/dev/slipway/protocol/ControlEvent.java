package dev.slipway.protocol;

import dev.slipway.protocol.SessionEvent.PromptQueued;
import org.jspecify.annotations.Nullable;

/// What people did to prompts that wait and to the turn that runs. All are immutable.
public sealed interface ControlEvent extends SessionEvent.Apart {

    /// A prompt that waits has other words now. All else of it stays, its author and its place too.
    record PromptEdited(RequestId requestId, PromptId promptId, Person person, String text) implements ControlEvent {}

    record PromptCancelled(RequestId requestId, PromptId promptId, Person person) implements ControlEvent {}

    /// A prompt that waits has another place in the queue.
    ///
    /// @param before the one that comes right after it now; null where it is the last
    record PromptMoved(
            RequestId requestId,
            PromptId promptId,
            Person person,
            @Nullable PromptId before) implements ControlEvent {}

    /// A person wants the running turn to end. `TurnFinished` follows.
    ///
    /// @param requestId null where a prompt was sent that takes its place
    record StopRequested(@Nullable RequestId requestId, TurnId turnId, Person person) implements ControlEvent {}

    /// A prompt was told to the agent in the turn that runs, at this place. It waits no more and gets no turn.
    ///
    /// @param prompt as it stood then
    record PromptSteered(TurnId turnId, PromptId promptId, PromptQueued prompt) implements ControlEvent {}
}

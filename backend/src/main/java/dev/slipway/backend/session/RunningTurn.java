package dev.slipway.backend.session;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptQueue;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.stream.Stream;

/// The turn that runs, or ran when the backend went away. Immutable.
///
/// @param attempts how often it was resumed since its last complete step
/// @param asked whether it asked the person something
/// @param steered what else it was told, beside its prompt
/// @param calls tool calls without a result, in the order in which they run
record RunningTurn(
        TurnStarted started,
        PromptQueued prompt,
        long startedAtMs,
        int attempts,
        boolean stopRequested,
        boolean asked,
        List<PromptQueued> steered,
        List<ToolCallId> calls,
        Usage usage) {
    RunningTurn resumed(int attempt) {
        return new RunningTurn(started, prompt, startedAtMs, attempt, stopRequested, asked, steered, calls, usage);
    }

    /// Who beside its prompt's author had a say in it: who steered it, and who gave prompts other words.
    List<Person> others() {
        return Stream.concat(Stream.of(prompt), steered.stream())
                .flatMap(told -> Stream.concat(Stream.of(told.author()), PromptQueue.editors(told).stream()))
                .toList();
    }

    RunningTurn stopping() {
        return new RunningTurn(started, prompt, startedAtMs, attempts, true, asked, steered, calls, usage);
    }

    RunningTurn asking() {
        return new RunningTurn(started, prompt, startedAtMs, attempts, stopRequested, true, steered, calls, usage);
    }

    RunningTurn steered(PromptQueued more) {
        List<PromptQueued> all =
                Stream.concat(steered.stream(), Stream.of(more)).toList();
        return new RunningTurn(started, prompt, startedAtMs, attempts, stopRequested, asked, all, calls, usage);
    }

    RunningTurn stepped(Usage more) {
        return new RunningTurn(started, prompt, startedAtMs, 0, stopRequested, asked, steered, calls, usage.plus(more));
    }

    RunningTurn calling(ToolCallId call) {
        return calling(Stream.concat(calls.stream(), Stream.of(call)).toList());
    }

    RunningTurn called(ToolCallId call) {
        return calling(calls.stream().filter(c -> !c.equals(call)).toList());
    }

    RunningTurn calling(List<ToolCallId> now) {
        return new RunningTurn(started, prompt, startedAtMs, attempts, stopRequested, asked, steered, now, usage);
    }
}

package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Arguments;
import dev.slipway.backend.agent.tools.BadArguments;
import dev.slipway.backend.agent.tools.HeadAndTail;
import dev.slipway.backend.agent.tools.Tool;
import dev.slipway.backend.agent.tools.ToolAnswer;
import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs the tool calls of a step, one after the other, and records what came of each. A call never ends the
/// turn: a mistake is a result that names it. On the turn's thread only.
final class ToolRunner {
    private static final int SHOWN_OF_INTERRUPTED = 4_000;

    private final Toolbox tools;
    private final AgentClock clock;
    private final TurnId turnId;
    private final Recorder recorder;
    private final TurnLog log;
    private final SandboxUse sandbox;
    private final RepeatGuard repeats = new RepeatGuard();

    ToolRunner(Toolbox tools, AgentClock clock, TurnId turnId, Recorder recorder, TurnLog log, SandboxUse sandbox) {
        this.tools = tools;
        this.clock = clock;
        this.turnId = turnId;
        this.recorder = recorder;
        this.log = log;
        this.sandbox = sandbox;
    }

    /// @param text for the model
    private record Result(ToolOutcome outcome, String text, SessionEvent.@Nullable QuestionAsked question) {}

    /// @return why the turn must end, if it must
    /// @throws InterruptedException where the turn was stopped; every call has its result by then
    Optional<String> run(List<SessionEvent.ToolStarted> calls) throws InterruptedException {
        for (int i = 0; i < calls.size(); i++) {
            SessionEvent.ToolStarted call = calls.get(i);
            Instant began = clock.now();
            try {
                if (Thread.interrupted()) throw new InterruptedException();
                Optional<String> end = runOne(call, began);
                if (end.isPresent()) {
                    closeUnfinished(calls.subList(i + 1, calls.size()), "not run: the turn ended before this call.");
                    return end;
                }
            } catch (InterruptedException e) {
                closeStopped(calls.subList(i, calls.size()), began);
                throw e;
            }
        }
        return Optional.empty();
    }

    /// Ends calls that ran when the backend went away. They are never run again.
    void closeInterrupted(List<SessionEvent.ToolStarted> calls) {
        for (SessionEvent.ToolStarted call : calls) {
            long bytes = recorder.endOutput(call.blockId());
            String text = Transcript.INTERRUPTED;
            if (bytes > 0) {
                long from = Math.max(0, bytes - SHOWN_OF_INTERRUPTED);
                byte[] shown = recorder.readOutput(call.blockId(), from, SHOWN_OF_INTERRUPTED);
                text += " The end of its output until then:\n" + new String(shown, StandardCharsets.UTF_8);
            }
            log.record(List.of(finished(call, ToolOutcome.interrupted, text, bytes, Duration.ZERO)));
        }
    }

    private Optional<String> runOne(SessionEvent.ToolStarted call, Instant began) throws InterruptedException {
        CallContext context = new CallContext(call, recorder, log, sandbox);
        Result result;
        try {
            result = result(call, context);
            context.close(result.text());
        } finally {
            context.cancel();
        }
        int most = tools.find(call.tool()).map(Tool::answerBytes).orElse(HeadAndTail.MOST_BYTES);
        String told = HeadAndTail.of(result.text(), most, call.toolCallId().value());
        int times = repeats.count(call, result.outcome(), result.text());
        if (times >= RepeatGuard.TOLD_AT) told += RepeatGuard.warning(times);
        long bytes = recorder.endOutput(call.blockId());
        List<SessionEvent> events = new ArrayList<>(sandbox.news(turnId));
        if (result.question() != null) events.add(result.question());
        events.add(finished(call, result.outcome(), told, bytes, Duration.between(began, clock.now())));
        log.record(events);
        return times < RepeatGuard.ENDS_AT ? Optional.empty() : Optional.of(RepeatGuard.message(call, times));
    }

    private Result result(SessionEvent.ToolStarted call, CallContext context) throws InterruptedException {
        Optional<Tool> tool = tools.find(call.tool());
        if (tool.isEmpty()) return failed("there is no tool named `" + call.tool() + "`; there are: " + tools.names());
        try {
            return switch (tool.get().run(Arguments.parse(call.input()), context)) {
                case ToolAnswer.Ok ok -> new Result(ToolOutcome.ok, ok.text(), null);
                case ToolAnswer.Failed failed -> failed(failed.text());
                case ToolAnswer.Asked asked ->
                    new Result(
                            ToolOutcome.ok,
                            "The person was asked; what they write next is the answer.",
                            new SessionEvent.QuestionAsked(
                                    turnId, call.toolCallId(), asked.question(), asked.options()));
            };
        } catch (BadArguments e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (SandboxException e) {
            if (!context.hadSandbox()) return failed("the sandbox could not be started: " + e.getMessage());
            if (!e.lost()) return failed(String.valueOf(e.getMessage()));
            return new Result(
                    ToolOutcome.interrupted,
                    Transcript.INTERRUPTED + " The sandbox was lost: " + e.getMessage()
                            + " The next call gets a new one.",
                    null);
        }
    }

    private static Result failed(String text) {
        return new Result(ToolOutcome.failed, text, null);
    }

    private void closeStopped(List<SessionEvent.ToolStarted> calls, Instant began) {
        SessionEvent.ToolStarted running = calls.getFirst();
        long bytes = recorder.endOutput(running.blockId());
        String text = "interrupted: the person stopped the turn while this ran. It was cancelled; it is unknown how far"
                + " it came.";
        log.record(
                List.of(finished(running, ToolOutcome.interrupted, text, bytes, Duration.between(began, clock.now()))));
        closeUnfinished(calls.subList(1, calls.size()), "not run: the person stopped the turn before this call.");
    }

    private void closeUnfinished(List<SessionEvent.ToolStarted> calls, String text) {
        log.record(calls.stream()
                .map(call -> finished(
                        call, ToolOutcome.interrupted, text, recorder.endOutput(call.blockId()), Duration.ZERO))
                .toList());
    }

    private SessionEvent.ToolFinished finished(
            SessionEvent.ToolStarted call, ToolOutcome outcome, String text, long bytes, Duration duration) {
        return new SessionEvent.ToolFinished(
                turnId, call.toolCallId(), outcome, text, call.blockId(), bytes, Math.max(0, duration.toMillis()));
    }
}

package dev.slipway.backend.agent;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Logs of sessions as they may come: several turns, stops, crashes, broken streams, compactions.
final class RandomLog {
    private final Random random;
    private final List<SessionEvent> events = new ArrayList<>();
    /// How long the log was each time that a model was called.
    private final List<Integer> calls = new ArrayList<>();
    private TurnId turn = TurnId.fresh();
    private int ids;

    private RandomLog(long seed) {
        random = new Random(seed);
    }

    record Log(List<SessionEvent> events, List<Integer> calls) {}

    static Log of(long seed) {
        RandomLog log = new RandomLog(seed);
        int turns = 1 + log.random.nextInt(4);
        for (int i = 0; i < turns; i++) log.turn();
        return new Log(List.copyOf(log.events), List.copyOf(log.calls));
    }

    private void turn() {
        turn = TurnId.fresh();
        Person author = chance(3) ? new Person("Grace", "g@example.org") : Scene.ADA;
        PromptId prompt = PromptId.fresh();
        events.add(new SessionEvent.PromptQueued(Scene.request(), prompt, author, "prompt " + ids++, null, null));
        events.add(new SessionEvent.TurnStarted(turn, prompt, "rehearsal", true, null));
        int steps = random.nextInt(5);
        for (int i = 0; i < steps; i++) step(i);
        Outcome outcome = Outcome.values()[random.nextInt(3)];
        if (outcome == Outcome.stopped && chance(2))
            events.add(new SessionEvent.AnswerInterrupted(turn, block(), words()));
        events.add(new SessionEvent.TurnFinished(turn, outcome, chance(2) ? null : "why", 1, Usage.NONE));
    }

    private void step(int step) {
        if (chance(8)) events.add(new SessionEvent.TurnResumed(turn, 1));
        if (chance(8)) events.add(new SessionEvent.ContextCompacted(turn, "summary", Usage.NONE));
        if (chance(4)) steer();
        calls.add(events.size());
        if (chance(5)) events.add(new SessionEvent.SandboxReady(turn, 1, true, List.of()));
        if (chance(6)) broken();
        if (chance(3)) events.add(new SessionEvent.ThinkingFinished(turn, block(), "thought", chance(2) ? null : "s"));
        if (chance(2)) events.add(new SessionEvent.AnswerFinished(turn, block(), words()));
        List<SessionEvent.ToolStarted> started = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++)
            started.add(new SessionEvent.ToolStarted(
                    turn, new ToolCallId("call-" + ids++), "bash", chance(5) ? "{" : "{}", "title", block()));
        events.addAll(started);
        String reason = count > 0 ? "tool_calls" : chance(2) ? "max_tokens" : "end_of_turn";
        events.add(new SessionEvent.StepFinished(turn, step, reason, Usage.NONE));
        for (SessionEvent.ToolStarted call : started) {
            if (chance(6)) events.add(new SessionEvent.SandboxReady(turn, 1, true, List.of()));
            if (chance(12)) continue;
            String output = chance(4) ? " " : "output";
            ToolOutcome outcome = ToolOutcome.values()[random.nextInt(3)];
            events.add(new SessionEvent.ToolFinished(
                    turn, call.toolCallId(), outcome, output, call.blockId(), output.length(), 1));
        }
    }

    private void steer() {
        Person author = chance(2) ? new Person("Grace", "g@example.org") : Scene.ADA;
        SessionEvent.PromptQueued prompt = new SessionEvent.PromptQueued(
                Scene.request(), PromptId.fresh(), author, "steering " + ids++, null, null);
        events.add(prompt);
        events.add(new ControlEvent.PromptSteered(turn, prompt.promptId(), prompt));
    }

    private void broken() {
        if (chance(2)) events.add(new SessionEvent.ThinkingFinished(turn, block(), "half a thought", null));
        if (chance(2)) events.add(new SessionEvent.AnswerInterrupted(turn, block(), "half an answer"));
        events.add(new SessionEvent.ModelRetrying(turn, 1, 1, "broke off"));
    }

    private String words() {
        return chance(6) ? " " : "words " + ids++;
    }

    private BlockId block() {
        return BlockId.fresh();
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}

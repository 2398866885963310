package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.model.LanguageModel;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Runs turns with one model and one set of tools. Thread-safe.
public final class AgentLoop {
    private final LanguageModel model;
    private final Toolbox tools;
    private final AgentClock clock;
    private final RandomGenerator random;

    public AgentLoop(LanguageModel model, Toolbox tools, AgentClock clock) {
        this(model, tools, clock, new Random());
    }

    /// @param random spreads the waits between tries; thread-safe
    AgentLoop(LanguageModel model, Toolbox tools, AgentClock clock, RandomGenerator random) {
        this.model = model;
        this.tools = tools;
        this.clock = clock;
        this.random = random;
    }

    /// Runs a turn from where its history stands to its end. Blocks for as long as that takes. A tool call that
    /// was started before a crash is never run again: the model is told that it was interrupted.
    ///
    /// For each model call these events are recorded, together: `ThinkingFinished` and `AnswerFinished` in the
    /// reply's order, `ToolStarted` for every call, `StepFinished`. Then the calls run in order, each ending in
    /// `ToolFinished`. `TurnFinished` is the caller's.
    ///
    /// @throws InterruptedException where the turn was stopped; what was shown and what ran is recorded by then
    public TurnEnd run(TurnInput input, Recorder recorder) throws InterruptedException {
        return new Turn(input, recorder, model, tools, clock, new Backoff(random)).run();
    }
}

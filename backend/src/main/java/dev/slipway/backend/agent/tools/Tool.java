package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;

/// One thing that the model can do. Stateless and thread-safe.
public interface Tool {

    ToolSpec spec();

    /// One line for people: what it is done to.
    ///
    /// @throws BadArguments where the arguments don't say
    String title(Arguments arguments);

    /// The most of its answer that the model is given, in bytes; of a longer one, the beginning and the end.
    default int answerBytes() {
        return HeadAndTail.MOST_BYTES;
    }

    /// @throws BadArguments where the arguments break the schema; the message goes to the model
    /// @throws dev.slipway.backend.sandbox.SandboxException where the sandbox refused, or is gone
    /// @throws InterruptedException where the turn was stopped; nothing of this call is left running
    ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException;
}

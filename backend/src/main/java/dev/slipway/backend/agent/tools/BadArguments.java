package dev.slipway.backend.agent.tools;

/// A tool call whose arguments can't be used. The message is for the model and names the mistake.
public final class BadArguments extends RuntimeException {
    public BadArguments(String message) {
        super(message);
    }
}

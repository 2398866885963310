package dev.slipway.backend.sandbox;

/// Takes the output of a command as it comes, standard output and standard error together in their order.
@FunctionalInterface
public interface OutputSink {
    OutputSink NONE = bytes -> {};

    /// @param bytes the taker may keep them
    void output(byte[] bytes);
}

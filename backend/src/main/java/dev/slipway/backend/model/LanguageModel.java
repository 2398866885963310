package dev.slipway.backend.model;

/// A model that continues a conversation. Thread-safe; every implementation passes `LanguageModelContract`.
public interface LanguageModel {

    /// `vendor/name`, or `rehearsal`.
    String id();

    /// Whether nothing but a script is behind it.
    boolean rehearsal();

    /// How much one request may hold, in tokens; the loop compacts before that.
    int contextTokens();

    /// Does ahead what the first call would have to do: loading and setting up. May take a second; needs no
    /// network.
    default void warm() {}

    /// One model call, streamed. Blocks until the reply is complete. No retries happen inside. For virtual
    /// threads: on others an interrupt doesn't end a read that waits for the vendor.
    ///
    /// @param listener called on this thread, in order; an exception of its ends the call
    /// @throws ModelException where there is no complete reply; it says whether trying again makes sense and
    /// after how
    ///     long. What the listener was given by then is not part of any reply
    /// @throws InterruptedException where the thread was interrupted; the connection is closed
    ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException;
}

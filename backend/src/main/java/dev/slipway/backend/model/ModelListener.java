package dev.slipway.backend.model;

/// Watches a reply as it comes. Parts come one after the other: a text after thinking, or after a tool call, is
/// a new part. Calls come on the calling thread.
public interface ModelListener {
    ModelListener NONE = new ModelListener() {
        @Override
        public void text(int part, String delta) {}

        @Override
        public void thinking(int part, String delta) {}
    };

    /// @param part the place of this text among the reply's parts, counted from 0
    void text(int part, String delta);

    void thinking(int part, String delta);

    /// The model is writing the arguments of a tool call.
    default void toolCall(int part, String tool) {}
}

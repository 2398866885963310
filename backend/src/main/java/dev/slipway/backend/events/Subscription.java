package dev.slipway.backend.events;

/// A place among a log's subscribers. Thread-safe.
public interface Subscription extends AutoCloseable {
    /// Nothing is offered after this returns. Idempotent; not to be called from within an offer.
    @Override
    void close();
}

package dev.slipway.backend.egress;

/// Hears what a gate refuses. Called on a connection's thread before the sandbox is answered; may block, and must
/// not throw.
@FunctionalInterface
public interface EgressListener {
    void refused(Refusal refusal);
}

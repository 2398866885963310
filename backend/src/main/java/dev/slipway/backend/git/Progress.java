package dev.slipway.backend.git;

/// Hears how far a long piece of work is, in words for people, at most about twice a second.
@FunctionalInterface
public interface Progress {
    Progress NONE = message -> {};

    /// @param message such as "Receiving objects: 40 %"
    void report(String message);
}

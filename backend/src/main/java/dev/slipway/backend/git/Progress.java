package dev.slipway.backend.git;

/// Hears how far a long piece of work is, in words for people, a few times a second at most.
@FunctionalInterface
public interface Progress {
    Progress NONE = (what, howFar) -> {};

    /// @param what the work, such as "Fetching from https://…"; the same from beginning to end
    /// @param howFar such as "receiving objects, 40 %"; empty where that isn't known
    void report(String what, String howFar);
}

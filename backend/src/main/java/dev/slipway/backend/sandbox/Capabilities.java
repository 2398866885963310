package dev.slipway.backend.sandbox;

import java.util.List;

/// What a machine can and can't enforce, for `doctor` and for the refusal to start unprotected.
public record Capabilities(String engine, List<Capability> all) {
    public Capabilities {
        all = List.copyOf(all);
    }

    /// @param name in a word or two: "network", "memory limit"
    /// @param detail how it is enforced, or what is missing and what to do about it
    public record Capability(String name, Level level, String detail) {}

    public enum Level {
        enforced,
        /// A limit that isn't held; sandboxes start and people are told.
        degraded,
        /// Without it no sandbox starts.
        missing
    }

    public boolean isolationHolds() {
        return all.stream().noneMatch(c -> c.level() == Level.missing);
    }

    /// One line for each limit that this machine doesn't hold.
    public List<String> degraded() {
        return all.stream()
                .filter(c -> c.level() != Level.enforced)
                .map(c -> c.name() + ": " + c.detail())
                .toList();
    }
}

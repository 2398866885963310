package dev.slipway.protocol;

/// What a person, a token or a link may do; each may do all that those before it may. Append-only.
public enum Role {
    /// See what there is and what happens.
    view,
    /// Prompt, steer, stop, rename, archive, fork and undo.
    take_part,
    /// Decide who else may do what, open hosts to sandboxes, delete.
    administer;

    public boolean allows(Role needed) {
        return compareTo(needed) >= 0;
    }

    /// The one that allows less.
    public Role atMost(Role other) {
        return compareTo(other) <= 0 ? this : other;
    }
}

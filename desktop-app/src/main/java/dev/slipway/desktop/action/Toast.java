package dev.slipway.desktop.action;

import org.jspecify.annotations.Nullable;

/// A word to the person that goes away by itself. Immutable.
///
/// @param action what can be done about it, in a word, or null
/// @param run when the action is chosen
/// @param gone when it went away without; may be null
public record Toast(
        Kind kind,
        String text,
        @Nullable String action,
        @Nullable Runnable run,
        @Nullable Runnable gone) {
    public enum Kind {
        plain,
        problem
    }

    public static Toast of(String text) {
        return new Toast(Kind.plain, text, null, null, null);
    }

    public static Toast problem(String text) {
        return new Toast(Kind.problem, text, null, null, null);
    }

    /// @param undo takes it back
    /// @param done makes it final, when the time for taking it back is over; may be null
    public static Toast undoable(String text, Runnable undo, @Nullable Runnable done) {
        return new Toast(Kind.plain, text, "Undo", undo, done);
    }
}

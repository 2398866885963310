package dev.slipway.desktop.sharing;

import dev.slipway.protocol.Role;
import org.jspecify.annotations.Nullable;

/// What somebody may do, in words.
final class RoleWords {
    private RoleWords() {}

    /// After "may"; null for nothing.
    static String may(@Nullable Role role) {
        return switch (role) {
            case null -> "do nothing here";
            case view -> "watch";
            case take_part -> "take part";
            case administer -> "administer";
        };
    }

    /// On a button; null for nothing.
    static String word(@Nullable Role role) {
        return switch (role) {
            case null -> "Nothing";
            case view -> "Watch";
            case take_part -> "Take part";
            case administer -> "Administer";
        };
    }

    /// What that means.
    static String means(@Nullable Role role) {
        return switch (role) {
            case null -> "doesn't see the session";
            case view -> "sees all of it, and changes nothing";
            case take_part -> "prompts, stops, renames, archives, forks, undoes";
            case administer -> "and says who may do what, opens hosts, deletes";
        };
    }
}

package dev.slipway.backend.agent.tools;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a patch does to one file.
///
/// @param from its path before, or null where it is made
/// @param to its path after, or null where it is deleted
/// @param executable whether it is made as a program
record FilePatch(@Nullable String from, @Nullable String to, boolean executable, List<Hunk> hunks) {
    FilePatch {
        hunks = List.copyOf(hunks);
    }

    String name() {
        return Names.shown(to != null ? to : String.valueOf(from));
    }
}

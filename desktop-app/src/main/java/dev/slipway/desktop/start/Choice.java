package dev.slipway.desktop.start;

import dev.slipway.client.Plain;
import org.jspecify.annotations.Nullable;

/// Something that can be chosen by typing a part of it. Immutable.
///
/// @param value what it is
/// @param words how it is shown
/// @param note what stands beside it, or null
/// @param extra whether it does something else than be chosen, and fits whatever is typed
public record Choice(String value, String words, @Nullable String note, boolean extra) {
    static Choice of(String value, @Nullable String note) {
        return new Choice(value, Plain.line(value), note, false);
    }
}

package dev.slipway.desktop.action;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Something that a person may want, wherever it is called from. Immutable.
///
/// @param title a verb and its object: `Archive session`
/// @param group what it is about: `Session`, `View`
/// @param keys as people write them, `Ctrl+K` or `J`; `Ctrl` is the command key on a Mac; null for none. Keys without
/// Ctrl or Alt count only while nobody types
public record Command(
        String id, String title, String group, @Nullable String keys, BooleanSupplier available, Runnable run) {
    /// The group of what can be done whatever is shown.
    public static final String ANYWHERE = "Anywhere";

    public static Command of(String id, String group, String title, @Nullable String keys, Runnable run) {
        return new Command(id, title, group, keys, () -> true, run);
    }

    public Command when(BooleanSupplier condition) {
        return new Command(id, title, group, keys, condition, run);
    }
}

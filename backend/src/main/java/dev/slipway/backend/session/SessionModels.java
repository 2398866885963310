package dev.slipway.backend.session;

import dev.slipway.backend.model.LanguageModel;
import org.jspecify.annotations.Nullable;

/// The models that sessions may name. Thread-safe.
public interface SessionModels {
    /// @param id `vendor/name`, `rehearsal`, or null for the default
    /// @throws Refused where no such model is known; the message names those that are
    LanguageModel model(@Nullable String id);

    /// False where no such model is known, too: the turn will say so.
    default boolean isRehearsal(String model) {
        try {
            return model(model).rehearsal();
        } catch (Refused unknown) {
            return false;
        }
    }
}

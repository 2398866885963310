package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened beside the work of a turn. All are immutable.
public sealed interface AsideEvent extends SessionEvent.Apart {

    /// What runs beside the turns' commands isn't as it should be, or ended with the sandbox; the model is told.
    ///
    /// @param problems a sentence for each, with the end of what the program said: words of a sandbox
    record ServicesFailed(TurnId turnId, List<String> problems) implements AsideEvent {
        public ServicesFailed {
            problems = Check.copy("problems", problems);
        }
    }

    /// Something that people should know of what is spent: a soft cap was reached, or what a model costs isn't
    /// known. The turn goes on. Told once in a session for each thing.
    ///
    /// @param about the same for the same thing, in whichever words
    /// @param message for people
    record SpendingNoted(TurnId turnId, String about, String message) implements AsideEvent {}

    /// The model was asked for a title of the session.
    ///
    /// @param turnId for whose prompt
    /// @param title one line of at most 60 characters; null where the session keeps the title that it has
    /// @param usage of asking; it isn't in the turn's
    record TitleSuggested(TurnId turnId, @Nullable String title, Usage usage) implements AsideEvent {}
}

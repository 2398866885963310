package dev.slipway.protocol;

import java.util.List;

/// The models that can be chosen for a session or a prompt. Others can be named too, if the vendor has them.
///
/// @param standard the id of the one that is used where none is named; it is among the choices
public record ModelChoices(String standard, List<Choice> choices) {
    public ModelChoices {
        Check.filled("standard", standard, 200);
        choices = Check.copy("choices", choices);
    }

    /// @param id `vendor/name`, or `rehearsal`
    /// @param rehearsal whether it is the scripted one, which every client must say
    public record Choice(String id, boolean rehearsal) {
        public Choice {
            Check.filled("id", id, 200);
        }
    }
}

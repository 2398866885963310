package dev.slipway.backend.budget;

import java.util.Locale;

/// For whom something is spent, and in what. Immutable.
///
/// @param session its id
/// @param person the e-mail of whose prompt it is
/// @param repository its name
public record Spender(String session, String person, String repository) {
    public Spender {
        person = person.strip().toLowerCase(Locale.ROOT);
    }
}

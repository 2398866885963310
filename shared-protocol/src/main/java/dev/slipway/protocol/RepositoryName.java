package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// What people call a repository here. Immutable; on the wire a plain string.
///
/// @param value 1 to 100 of A-Z a-z 0-9 _ - . beginning with a letter or digit
public record RepositoryName(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RepositoryName {
        Check.matches("repository", value, Check.REPOSITORY);
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one build of an image for ever, also as the name of its log. Immutable; on the wire a plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record BuildId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BuildId {
        Check.matches("buildId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static BuildId fresh() {
        return new BuildId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

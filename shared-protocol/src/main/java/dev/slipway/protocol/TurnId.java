package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one turn; it stands in the commit's `Slipway-Turn` trailer. Immutable; on the wire a plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record TurnId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public TurnId {
        Check.matches("turnId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static TurnId fresh() {
        return new TurnId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

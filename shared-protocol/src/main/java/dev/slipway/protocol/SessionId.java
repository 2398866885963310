package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one session for ever, also as the name of its folder. Immutable; on the wire a plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record SessionId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SessionId {
        Check.matches("sessionId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static SessionId fresh() {
        return new SessionId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one command of one person for ever, so that a repeat adds nothing. Immutable; on the wire a plain
/// string.
///
/// @param value a UUID in its canonical lower-case form
public record RequestId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RequestId {
        Check.matches("requestId", value, Check.UUID);
    }

    /// A random one (RFC 9562, version 4).
    public static RequestId fresh() {
        return new RequestId(java.util.UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return value;
    }
}

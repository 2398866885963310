package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one tool call within its session, as the model named it. Immutable; on the wire a plain string.
///
/// @param value 1 to 200 of A-Z a-z 0-9 _ - . :
public record ToolCallId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ToolCallId {
        Check.matches("toolCallId", value, Check.CALL);
    }

    @Override
    public String toString() {
        return value;
    }
}

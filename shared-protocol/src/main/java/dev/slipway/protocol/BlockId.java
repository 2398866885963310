package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one stream of text: prose, thinking, or the output of a tool call. Immutable; on the wire a plain
/// string.
///
/// @param value 6 to 32 of a-z and 0-9
public record BlockId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public BlockId {
        Check.matches("blockId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static BlockId fresh() {
        return new BlockId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a share link, which is more than its name: whoever knows only this can't use it. Immutable; on the wire a
/// plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record LinkId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public LinkId {
        Check.matches("linkId", value, Check.ID);
    }

    /// A fresh one.
    public static LinkId fresh() {
        return new LinkId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

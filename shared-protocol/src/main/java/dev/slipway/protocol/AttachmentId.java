package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names one attachment within its session. Immutable; on the wire a plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record AttachmentId(@JsonValue String value) {
    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AttachmentId {
        Check.matches("attachmentId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static AttachmentId fresh() {
        return new AttachmentId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

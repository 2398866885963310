package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Names a session's files as of one moment. Immutable; on the wire a plain string.
///
/// @param value 6 to 32 of a-z and 0-9
public record SnapshotId(@JsonValue String value) {
    /// The files of the base commit, before anything was changed.
    public static final SnapshotId OF_THE_BASE = new SnapshotId("ofthebase");

    /// @throws IllegalArgumentException where the value has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public SnapshotId {
        Check.matches("snapshotId", value, Check.ID);
    }

    /// A fresh one: 60 bits of time and chance, so that ids made later sort later.
    public static SnapshotId fresh() {
        return new SnapshotId(FreshId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}

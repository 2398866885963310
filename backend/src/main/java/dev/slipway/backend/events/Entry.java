package dev.slipway.backend.events;

import dev.slipway.backend.store.Row;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One row of a log on its way to subscribers. Immutable but for the frame that it keeps.
public final class Entry {
    private final Row row;
    private volatile @Nullable String frame;

    Entry(Row row) {
        this.row = row;
    }

    public long seq() {
        return row.seq();
    }

    /// Milliseconds since 1970.
    public long atMs() {
        return row.atMs();
    }

    public String type() {
        return row.type();
    }

    public byte[] json() {
        return row.json();
    }

    /// The same place in the log, put otherwise.
    public Entry as(String type, byte[] json) {
        return new Entry(new Row(row.seq(), row.atMs(), type, row.requestId(), json));
    }

    /// What is sent, made by the first who asks, so that it is encoded once and not for each subscriber.
    public String frame(Function<Entry, String> encoder) {
        String made = frame;
        if (made == null) {
            made = encoder.apply(this);
            frame = made;
        }
        return made;
    }
}

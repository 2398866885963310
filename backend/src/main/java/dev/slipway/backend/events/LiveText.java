package dev.slipway.backend.events;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A piece of a text that grows. Immutable but for the frame that it keeps.
public final class LiveText {
    private final String blockId;
    private final String kind;
    private final long offset;
    private final String text;
    private volatile @Nullable String frame;

    LiveText(String blockId, String kind, long offset, String text) {
        this.blockId = blockId;
        this.kind = kind;
        this.offset = offset;
        this.text = text;
    }

    public String blockId() {
        return blockId;
    }

    public String kind() {
        return kind;
    }

    /// Where the piece begins in the whole, in UTF-16 units.
    public long offset() {
        return offset;
    }

    public String text() {
        return text;
    }

    /// What is sent, made by the first who asks.
    public String frame(Function<LiveText, String> encoder) {
        String made = frame;
        if (made == null) {
            made = encoder.apply(this);
            frame = made;
        }
        return made;
    }
}

package dev.slipway.desktop.session;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.BlockKind;

/// A text that the agent or a tool is still writing. FX thread only.
public final class GrowingText {
    private final BlockId blockId;
    private final BlockKind kind;
    private final StringBuilder text = new StringBuilder();
    private long offset;

    GrowingText(BlockId blockId, BlockKind kind) {
        this.blockId = blockId;
        this.kind = kind;
    }

    public BlockId blockId() {
        return blockId;
    }

    public BlockKind kind() {
        return kind;
    }

    /// How many UTF-16 units of the beginning are not kept here.
    public long offset() {
        return offset;
    }

    public int length() {
        return text.length();
    }

    public String text() {
        return text.toString();
    }

    /// At most so many UTF-16 units of its end.
    public String end(int most) {
        return text.substring(Math.max(0, text.length() - most));
    }

    void append(String more) {
        text.append(more);
    }

    void replace(long from, String whole) {
        offset = from;
        text.setLength(0);
        text.append(whole);
    }
}

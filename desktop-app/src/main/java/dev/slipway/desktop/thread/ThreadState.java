package dev.slipway.desktop.thread;

import dev.slipway.desktop.session.GrowingText;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.TurnId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a thread's rows depend on beside the log: what the person opened, what is being written, since when.
final class ThreadState implements ToolRows.State {
    private final OpenSession session;
    private final Clock clock;
    private final UndoneTurns undone = new UndoneTurns();
    private final Set<Key> open = new HashSet<>();
    private final Map<BlockId, FullOutput> outputs = new HashMap<>();

    ThreadState(OpenSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    void toggle(Key key) {
        if (!open.remove(key)) open.add(key);
    }

    /// @return false where all of them were open already
    boolean open(List<Key> keys) {
        return open.addAll(keys);
    }

    /// @param changed called when more of it is there
    void readOutput(BlockId block, Runnable changed) {
        outputs.put(block, new FullOutput(session.connection(), session.id(), block, changed));
    }

    @Override
    public boolean isOpen(Key key) {
        return open.contains(key);
    }

    UndoneTurns undone() {
        return undone;
    }

    @Override
    public boolean isUndone(TurnId turn) {
        return undone.isUndone(turn);
    }

    @Override
    public boolean isCurrent(TurnId turn) {
        return undone.isCurrent(session.view().get(), turn);
    }

    @Override
    public long since(BlockId block) {
        return clock.since(block);
    }

    @Override
    public long lastEventMs() {
        return clock.lastEvent();
    }

    @Override
    public List<GrowingText> growing() {
        return session.growing();
    }

    @Override
    public @Nullable GrowingText growing(BlockId block) {
        return session.growing(block);
    }

    @Override
    public boolean isAllowed(String host) {
        return session.view().get().allowedHosts().contains(host);
    }

    @Override
    public @Nullable FullOutput fullOutput(BlockId block) {
        return outputs.get(block);
    }
}

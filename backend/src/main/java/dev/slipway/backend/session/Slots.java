package dev.slipway.backend.session;

import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// The places of sessions that are open or followed; of all others nothing is here. Thread-safe.
final class Slots {
    private final Map<SessionId, Slot> all = new ConcurrentHashMap<>();

    /// Does something with a session's place while nobody else does. Blocks.
    <T> T in(SessionId id, Function<Slot, T> work) {
        while (true) {
            Slot slot = all.computeIfAbsent(id, i -> new Slot());
            synchronized (slot) {
                if (slot.left) continue;
                try {
                    return work.apply(slot);
                } finally {
                    leaveIfEmpty(id, slot);
                }
            }
        }
    }

    /// As [#in], where the session has a place.
    void with(SessionId id, Consumer<Slot> work) {
        Slot slot = all.get(id);
        if (slot == null) return;
        synchronized (slot) {
            if (slot.left) return;
            try {
                work.accept(slot);
            } finally {
                leaveIfEmpty(id, slot);
            }
        }
    }

    List<SessionId> ids() {
        return List.copyOf(all.keySet());
    }

    /// Those that are open, by a look that waits for nobody.
    Stream<Session> open() {
        return all.values().stream().flatMap(slot -> Optional.ofNullable(slot.session).stream());
    }

    private void leaveIfEmpty(SessionId id, Slot slot) {
        if (!slot.isEmpty()) return;
        slot.left = true;
        all.remove(id, slot);
    }
}

package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.people.Caller;
import java.util.Optional;
import java.util.function.Supplier;

/// What of the board's log somebody is told, as frames. Thread-safe.
public final class Sight {
    private final Gate gate;
    private final Supplier<Caller> caller;

    /// @param caller who it is by now
    public Sight(Gate gate, Supplier<Caller> caller) {
        this.gate = gate;
        this.caller = caller;
    }

    /// Of something that happened before; empty where nothing has to be said, not even that something is
    /// withheld.
    public Optional<String> past(String epoch, Entry entry) {
        if (!Marks.isOne(entry)) return Optional.of(frame(epoch, entry));
        return mark(entry, Marks.read(entry)).map(told -> Frames.board(epoch, told));
    }

    /// Of something that happens now, where every seq counts.
    public String now(String epoch, Entry entry) {
        if (!Marks.isOne(entry)) return frame(epoch, entry);
        Marks.Kept kept = Marks.read(entry);
        Optional<Entry> told = kept.person().equals(caller.get().key()) ? mark(entry, kept) : Optional.empty();
        return told.map(one -> Frames.board(epoch, one)).orElseGet(() -> Frames.withheld(epoch, entry));
    }

    private Optional<Entry> mark(Entry entry, Marks.Kept kept) {
        Caller now = caller.get();
        if (gate.role(now, kept.sessionId()).isEmpty()) return Optional.empty();
        return Marks.told(entry, kept, now.key());
    }

    private String frame(String epoch, Entry entry) {
        Caller now = caller.get();
        boolean sees = now.administers() || gate.sees(now, Board.event(entry));
        return sees ? Frames.board(epoch, entry) : Frames.withheld(epoch, entry);
    }
}

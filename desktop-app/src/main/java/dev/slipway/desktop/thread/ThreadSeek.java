package dev.slipway.desktop.thread;

import dev.slipway.desktop.action.Spot;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The way to a place in the thread, over older turns that have to be read first. FX thread only.
final class ThreadSeek {
    /// Pages of older turns that are read at most.
    private static final int FAR = 2_000;

    private final ThreadModel model;
    private final History history;
    private final Consumer<ThreadFind.Match> show;
    private @Nullable Spot sought;
    private boolean reading;

    /// @param show brings it into view
    ThreadSeek(ThreadModel model, History history, Consumer<ThreadFind.Match> show) {
        this.model = model;
        this.history = history;
        this.show = show;
    }

    void to(Spot spot) {
        sought = spot;
        model.touch();
    }

    /// To be called once the rows are up to date; goes on as more is loaded.
    void step() {
        Spot spot = sought;
        if (spot == null || reading || model.turns().isEmpty()) return;
        TurnRows there = model.turns().stream().filter(is(spot)).findFirst().orElse(null);
        if (there == null) read(spot);
        else {
            sought = null;
            ThreadFind.Match match = model.find().first(there, spot.words());
            model.open(match.opens());
            show.accept(match);
        }
    }

    private void read(Spot spot) {
        reading = true;
        history.search(rows -> rows.stream().anyMatch(is(spot)), FAR, found -> {
            reading = false;
            // A turn that was deleted with its log, or is of another one.
            if (!found && spot.equals(sought)) sought = null;
            model.touch();
        });
    }

    private static Predicate<TurnRows> is(Spot spot) {
        return rows -> rows.turn().started().turnId().equals(spot.turn());
    }
}

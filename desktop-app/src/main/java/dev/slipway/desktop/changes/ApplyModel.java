package dev.slipway.desktop.changes;

import dev.slipway.client.Human;
import dev.slipway.desktop.connection.Failure;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// Writing the session's changes into the person's checkout: asked for, confirmed in place, and told how it went.
public final class ApplyModel {
    enum Step {
        none,
        /// The person is asked whether it is meant.
        asked,
        running,
        done,
        refused
    }

    /// @param words for people, whole
    /// @param files that were written
    record State(Step step, String words, List<String> files) {}

    private static final State NONE = new State(Step.none, "", List.of());

    private final Source source;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(NONE);

    ApplyModel(Source source) {
        this.source = source;
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /// @param checkout where it would be written
    void ask(String checkout) {
        if (state.get().step() == Step.running) return;
        state.set(new State(
                Step.asked,
                "Write the session's committed changes into " + checkout
                        + "? Nothing that you changed there is overwritten, and nothing is committed.",
                List.of()));
    }

    void confirm() {
        if (state.get().step() != Step.asked) return;
        state.set(new State(Step.running, "Writing…", List.of()));
        source.apply().whenComplete((applied, failure) -> {
            if (failure != null) state.set(new State(Step.refused, Failure.words(failure), List.of()));
            else if (applied.files().isEmpty())
                state.set(new State(Step.done, "Your checkout holds all of it already.", List.of()));
            else
                state.set(new State(
                        Step.done,
                        Human.count(applied.files().size(), "file") + " written into your checkout, uncommitted.",
                        applied.files()));
        });
    }

    /// Takes the question or the answer away.
    void leave() {
        if (state.get().step() != Step.running) state.set(NONE);
    }
}

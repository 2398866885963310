package dev.slipway.backend.session;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;

/// Told what sessions do, to count it. Called in their lanes and on their turns' threads, so it returns at once and
/// throws nothing. Thread-safe.
public interface Meter {
    /// Was written.
    void recorded(SessionEvent event);

    /// A turn asks its model for the first time.
    void asked(TurnId turn);

    /// A model's text begins; the first of a turn is what a person waited for.
    void answering(TurnId turn);

    /// Counts nothing.
    Meter NONE = new Meter() {
        @Override
        public void recorded(SessionEvent event) {}

        @Override
        public void asked(TurnId turn) {}

        @Override
        public void answering(TurnId turn) {}
    };
}

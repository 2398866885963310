package dev.slipway.desktop.prompt;

import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import java.time.Duration;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;

/// Stopping by a key that is easily hit: the first press arms, the second one within a moment stops.
public final class StopSwitch {
    static final Duration ARMED = Duration.ofSeconds(3);

    private final ReadOnlyBooleanWrapper armed = new ReadOnlyBooleanWrapper();
    private final Later later;
    private Pin disarming = () -> {};

    StopSwitch(Later later) {
        this.later = later;
    }

    public ReadOnlyBooleanProperty armed() {
        return armed.getReadOnlyProperty();
    }

    /// Whether this press is the one that stops.
    boolean press() {
        if (armed.get()) {
            disarm();
            return true;
        }
        armed.set(true);
        disarming = later.after(ARMED, () -> armed.set(false));
        return false;
    }

    void disarm() {
        disarming.release();
        armed.set(false);
    }
}

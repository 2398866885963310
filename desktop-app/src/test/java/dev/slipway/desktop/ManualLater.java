package dev.slipway.desktop;

import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes when the test says so.
public final class ManualLater implements Later {
    private record Due(Duration at, Runnable what) {}

    private final List<Due> due = new ArrayList<>();
    private Duration now = Duration.ZERO;

    @Override
    public Pin after(Duration delay, Runnable what) {
        Due one = new Due(now.plus(delay), what);
        due.add(one);
        return () -> due.remove(one);
    }

    public void passes(Duration time) {
        now = now.plus(time);
        for (Due one : List.copyOf(due)) {
            if (one.at().compareTo(now) > 0 || !due.remove(one)) continue;
            one.what().run();
        }
    }
}

package dev.slipway.backend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A computer's clock that somebody sets wrong, and right again. Thread-safe.
public final class JumpingClock extends Clock {
    private volatile Duration off = Duration.ZERO;

    /// From now on, by so much; zero for not at all.
    public void isOff(Duration by) {
        off = by;
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(off);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public Instant instant() {
                return JumpingClock.this.instant();
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return JumpingClock.this.withZone(other);
            }
        };
    }
}

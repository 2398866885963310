package dev.slipway.backend.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only where someone sleeps, and then at once.
final class ManualClock implements AgentClock {
    private final List<Duration> slept = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) throw new InterruptedException();
        slept.add(duration);
        now = now.plus(duration);
    }

    List<Duration> slept() {
        return slept;
    }
}

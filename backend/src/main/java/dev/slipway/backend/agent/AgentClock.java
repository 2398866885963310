package dev.slipway.backend.agent;

import java.time.Duration;
import java.time.Instant;

/// Time as a turn sees it. Thread-safe.
public interface AgentClock {
    AgentClock SYSTEM = new AgentClock() {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };

    Instant now();

    void sleep(Duration duration) throws InterruptedException;
}

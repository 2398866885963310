package dev.slipway.backend.metrics;

import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// From prompts to the first word of their answers. Thread-safe; of what began before this backend nothing is told.
final class FirstOutputs {
    /// More than can wait; what nobody ends doesn't pile up.
    private static final int MOST = 10_000;

    private final LongSupplier nanoClock;
    private final Told told;
    private final Map<PromptId, Long> queued = new ConcurrentHashMap<>();
    private final Map<TurnId, Course> turns = new ConcurrentHashMap<>();

    /// Each part, and the whole.
    enum Phase {
        /// Until the turn began.
        queued,
        /// Until the model was asked.
        prepared,
        /// Until its first text.
        first_token,
        /// From the prompt to the first text.
        total
    }

    interface Told {
        void took(Phase phase, double seconds);
    }

    private record Course(
            @Nullable Long queuedAt,
            long startedAt,
            @Nullable Long askedAt) {}

    FirstOutputs(LongSupplier nanoClock, Told told) {
        this.nanoClock = nanoClock;
        this.told = told;
    }

    void queued(SessionEvent.PromptQueued event) {
        if (queued.size() < MOST) queued.put(event.promptId(), nanoClock.getAsLong());
    }

    /// It waits no more and gets no turn of its own.
    void left(PromptId prompt) {
        queued.remove(prompt);
    }

    void started(SessionEvent.TurnStarted event) {
        long now = nanoClock.getAsLong();
        Long since = queued.remove(event.promptId());
        if (since != null) told(Phase.queued, since, now);
        if (turns.size() < MOST) turns.put(event.turnId(), new Course(since, now, null));
    }

    void asked(TurnId turn) {
        turns.computeIfPresent(turn, (id, course) -> {
            if (course.askedAt() != null) return course;
            long now = nanoClock.getAsLong();
            told(Phase.prepared, course.startedAt(), now);
            return new Course(course.queuedAt(), course.startedAt(), now);
        });
    }

    void answering(TurnId turn) {
        Course course = turns.remove(turn);
        if (course == null) return;
        long now = nanoClock.getAsLong();
        if (course.askedAt() != null) told(Phase.first_token, course.askedAt(), now);
        if (course.queuedAt() != null) told(Phase.total, course.queuedAt(), now);
    }

    void finished(TurnId turn) {
        turns.remove(turn);
    }

    private void told(Phase phase, long since, long now) {
        told.took(phase, (now - since) / 1e9);
    }
}

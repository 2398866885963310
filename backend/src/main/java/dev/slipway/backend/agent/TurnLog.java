package dev.slipway.backend.agent;

import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The session's events as one turn knows them: those that it began with and those that it recorded since. On
/// the turn's thread only.
final class TurnLog {
    private final TurnId turnId;
    private final Recorder recorder;
    private final List<SessionEvent> events;

    TurnLog(TurnInput input, Recorder recorder) {
        this.turnId = input.turnId();
        this.recorder = recorder;
        this.events = new ArrayList<>(input.history());
    }

    List<SessionEvent> events() {
        return Collections.unmodifiableList(events);
    }

    void record(Collection<? extends SessionEvent> added) {
        if (added.isEmpty()) return;
        recorder.record(added.toArray(SessionEvent[]::new));
        events.addAll(added);
    }

    /// Takes in that the sandbox is a new one. Whoever started it has recorded that.
    void sandboxRestarted() {
        events.add(new SessionEvent.SandboxReady(turnId, 0, true, List.of()));
    }

    /// Takes in what people wrote to steer this turn: the model is told with the next call.
    List<ControlEvent.PromptSteered> steer() {
        List<ControlEvent.PromptSteered> told = recorder.steer(turnId);
        events.addAll(told);
        return told;
    }

    /// Why no further step is to be taken; empty where one may.
    Optional<String> refusal() {
        return recorder.refusal();
    }

    /// The prompt that this turn works on, and those that steered it.
    List<SessionEvent.PromptQueued> prompts() {
        List<SessionEvent.PromptQueued> all = new ArrayList<>();
        SessionEvent.PromptQueued first = queued();
        if (first != null) all.add(first);
        for (SessionEvent event : events)
            if (event instanceof ControlEvent.PromptSteered e && e.turnId().equals(turnId)) all.add(e.prompt());
        return all;
    }

    /// How hard the model should think in this turn, or null for its own measure.
    @Nullable
    Effort effort() {
        SessionEvent.PromptQueued queued = queued();
        return queued == null ? null : queued.effort();
    }

    private SessionEvent.@Nullable PromptQueued queued() {
        PromptId promptId = null;
        for (SessionEvent event : events)
            if (event instanceof SessionEvent.TurnStarted e && e.turnId().equals(turnId)) promptId = e.promptId();
        SessionEvent.PromptQueued queued = null;
        for (SessionEvent event : events) {
            if (event instanceof SessionEvent.PromptQueued e && e.promptId().equals(promptId)) queued = e;
            if (event instanceof ControlEvent.PromptEdited e
                    && queued != null
                    && e.promptId().equals(promptId)) queued = queued.with(e.text());
        }
        return queued;
    }

    /// Whether a summary is all that there is so far, so that another would be no shorter.
    boolean justCompacted() {
        for (SessionEvent event : events.reversed()) {
            if (event instanceof SessionEvent.StepFinished) return false;
            if (event instanceof SessionEvent.ContextCompacted) return true;
        }
        return false;
    }

    /// What the last model call held and wrote, or none where the context was compacted since.
    Usage lastUsage() {
        for (SessionEvent event : events.reversed()) {
            if (event instanceof SessionEvent.StepFinished step) return step.usage();
            if (event instanceof SessionEvent.ContextCompacted) return Usage.NONE;
        }
        return Usage.NONE;
    }
}

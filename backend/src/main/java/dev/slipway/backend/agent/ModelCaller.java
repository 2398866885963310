package dev.slipway.backend.agent;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/// Calls the model until it gives a whole reply, waiting longer after each failure that may pass. On the turn's
/// thread only.
final class ModelCaller {
    private final LanguageModel model;
    private final AgentClock clock;
    private final Backoff backoff;
    private final TurnId turnId;
    private final Recorder recorder;
    private final TurnLog log;

    ModelCaller(LanguageModel model, AgentClock clock, Backoff backoff, TurnId turnId, Recorder recorder, TurnLog log) {
        this.model = model;
        this.clock = clock;
        this.backoff = backoff;
        this.turnId = turnId;
        this.recorder = recorder;
        this.log = log;
    }

    /// @param drafts of the reply, still open
    record Shown(ModelReply reply, ReplyDrafts drafts) {}

    /// Shows the reply as it comes.
    ///
    /// @param request made anew for each try
    /// @throws ModelException where trying again won't help, or didn't; what was shown is recorded as
    /// interrupted
    Shown shown(Supplier<ModelRequest> request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            ReplyDrafts drafts = new ReplyDrafts(turnId, recorder);
            try {
                return new Shown(model.reply(request.get(), drafts), drafts);
            } catch (ModelException e) {
                waitOrThrow(attempt, e, drafts.broken());
            } catch (InterruptedException e) {
                log.record(drafts.broken());
                throw e;
            }
        }
    }

    /// For a reply that nobody is to see.
    ///
    /// @throws ModelException where trying again won't help, or didn't
    ModelReply quiet(ModelRequest request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return model.reply(request, ModelListener.NONE);
            } catch (ModelException e) {
                waitOrThrow(attempt, e, List.of());
            }
        }
    }

    private void waitOrThrow(int attempt, ModelException failure, List<SessionEvent> broken)
            throws InterruptedException {
        boolean again = failure.kind() == ModelException.Kind.passing && attempt < Backoff.MOST_TRIES;
        if (!again) {
            log.record(broken);
            throw failure;
        }
        Duration delay = backoff.delay(attempt, failure.retryAfter());
        List<SessionEvent> events = new ArrayList<>(broken);
        String reason = Objects.requireNonNullElse(failure.getMessage(), "the model gave no complete reply");
        events.add(new SessionEvent.ModelRetrying(turnId, attempt, delay.toMillis(), reason));
        log.record(events);
        clock.sleep(delay);
    }
}

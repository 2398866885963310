package dev.slipway.backend.session;

import dev.slipway.backend.budget.Budget;
import dev.slipway.backend.budget.Spender;
import dev.slipway.backend.budget.Use;
import dev.slipway.backend.events.Entry;
import dev.slipway.protocol.AsideEvent.SpendingNoted;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What sessions may spend, asked of the budget for whoever prompted. What a script plays costs nothing and is
/// never held up. Thread-safe.
final class Purse {
    private final Budget budget;
    private final SessionModels models;

    Purse(Budget budget, SessionModels models) {
        this.budget = budget;
        this.models = models;
    }

    /// Before a prompt is taken.
    ///
    /// @param model that it asks for; null for the session's own
    /// @throws Refused where nothing may be spent for it
    void require(SessionFacts facts, Person author, @Nullable String model) {
        if (models.isRehearsal(model == null ? facts.creation().model() : model)) return;
        budget.refusal(spender(facts, author)).ifPresent(why -> {
            throw new Refused(ErrorCode.conflict, why);
        });
    }

    /// Whether a turn may begin.
    boolean affords(SessionFacts facts, TurnStarted turn) {
        return refusal(facts, turn).isEmpty();
    }

    /// Why the turn that runs is to take no further step; empty where it may.
    Optional<String> refusal(SessionFacts facts) {
        RunningTurn turn = facts.turn();
        return turn == null ? Optional.empty() : refusal(facts, turn.started());
    }

    private Optional<String> refusal(SessionFacts facts, TurnStarted turn) {
        if (turn.rehearsal()) return Optional.empty();
        PromptQueued prompt = turn.prompt();
        return budget.refusal(spender(facts, prompt == null ? facts.creation().person() : prompt.author()));
    }

    /// Counts what was written of the turn that runs.
    ///
    /// @return what is to be written for people to know
    List<SessionEvent> spent(SessionFacts facts, List<SessionEvent> events, List<Entry> entries) {
        RunningTurn turn = facts.turn();
        if (turn == null || turn.started().rehearsal()) return List.of();
        boolean spent = false;
        for (int i = 0; i < events.size(); i++) {
            Usage usage = usage(events.get(i));
            if (usage == null) continue;
            spent = true;
            used(facts, turn, entries.get(i).seq(), usage);
        }
        if (!spent) return List.of();
        return budget
                .notes(spender(facts, turn.prompt().author()), turn.started().model())
                .stream()
                .filter(note -> !facts.tally().noted().contains(note.about()))
                .<SessionEvent>map(note -> new SpendingNoted(turn.started().turnId(), note.about(), note.message()))
                .toList();
    }

    /// Counts one use of a model, in or beside a turn.
    ///
    /// @param seq of the event that tells of it
    void used(SessionFacts facts, RunningTurn turn, long seq, Usage usage) {
        Spender spender = spender(facts, turn.prompt().author());
        budget.used(new Use(spender, turn.started().model(), turn.startedAtMs(), seq, usage));
    }

    private static @Nullable Usage usage(SessionEvent event) {
        if (event instanceof SessionEvent.StepFinished e) return e.usage();
        return event instanceof SessionEvent.ContextCompacted e ? e.usage() : null;
    }

    private static Spender spender(SessionFacts facts, Person author) {
        var created = facts.creation();
        return new Spender(
                created.sessionId().value(),
                author.email(),
                created.repository().value());
    }
}

package dev.slipway.backend.agent;

import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How far a turn has come, folded from its events, and whether it is at its end. A turn that goes on after a
/// crash is decided upon in the same way.
final class TurnProgress {
    static final int MOST_STEPS = 200;
    static final int MOST_CUT_REPLIES = 5;

    private final TurnId turnId;
    private final List<String> draftAnswer = new ArrayList<>();
    private final Map<ToolCallId, SessionEvent.ToolStarted> unfinished = new LinkedHashMap<>();
    private int steps;
    private int cutReplies;
    private int draftCalls;
    private int calls;
    private boolean asked;
    private String answer = "";
    private String stopReason = "";
    private Usage usage = Usage.NONE;

    private TurnProgress(TurnId turnId) {
        this.turnId = turnId;
    }

    static TurnProgress of(List<SessionEvent> events, TurnId turnId) {
        TurnProgress progress = new TurnProgress(turnId);
        events.forEach(progress::add);
        return progress;
    }

    int steps() {
        return steps;
    }

    /// Calls that were started and have no result, in order.
    List<SessionEvent.ToolStarted> unfinished() {
        return List.copyOf(unfinished.values());
    }

    TurnEnd failed(String message) {
        return new TurnEnd(Outcome.failed, message, null, usage);
    }

    /// Present where there is nothing more to do.
    Optional<TurnEnd> end() {
        if (steps == 0) return Optional.empty();
        if (asked) return Optional.of(new TurnEnd(Outcome.done, null, null, usage));
        if (stopReason.equals(StopReason.refusal.name()))
            return Optional.of(failed("The model refused to answer. Say it in other words, or choose another model."));
        boolean cut = stopReason.equals(StopReason.max_tokens.name());
        if (calls == 0 && !cut) {
            String subject = Subject.in(answer).orElse(null);
            return Optional.of(new TurnEnd(Outcome.done, null, subject, usage));
        }
        if (cutReplies >= MOST_CUT_REPLIES)
            return Optional.of(failed("The model ran into its output limit " + cutReplies
                    + " times in a row. Ask for less at once, or choose another model."));
        if (steps >= MOST_STEPS)
            return Optional.of(failed("The turn took " + steps
                    + " steps, which is the most that one may take. Its files" + " are kept; send a prompt to go on."));
        return Optional.empty();
    }

    private void add(SessionEvent event) {
        switch (event) {
            case SessionEvent.AnswerFinished e when mine(e.turnId()) -> draftAnswer.add(e.text());
            case SessionEvent.ToolStarted e when mine(e.turnId()) -> start(e);
            case SessionEvent.ToolFinished e -> unfinished.remove(e.toolCallId());
            case SessionEvent.QuestionAsked e when mine(e.turnId()) -> asked = true;
            case SessionEvent.StepFinished e when mine(e.turnId()) -> finishStep(e);
            case SessionEvent.ContextCompacted e when mine(e.turnId()) -> usage = usage.plus(e.usage());
            case SessionEvent.AnswerInterrupted _, SessionEvent.ModelRetrying _, SessionEvent.TurnResumed _ ->
                dropHalf();
            case SessionEvent _ -> {}
        }
    }

    private boolean mine(TurnId turn) {
        return turn.equals(turnId);
    }

    private void start(SessionEvent.ToolStarted event) {
        draftCalls++;
        unfinished.put(event.toolCallId(), event);
    }

    private void finishStep(SessionEvent.StepFinished event) {
        answer = String.join("\n", draftAnswer);
        calls = draftCalls;
        dropHalf();
        steps++;
        usage = usage.plus(event.usage());
        stopReason = event.stopReason();
        boolean cut = calls == 0 && stopReason.equals(StopReason.max_tokens.name());
        cutReplies = cut ? cutReplies + 1 : 0;
    }

    private void dropHalf() {
        draftAnswer.clear();
        draftCalls = 0;
    }
}

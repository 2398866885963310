package dev.slipway.backend.session;

import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.PromptQueue;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;

/// What follows from what people say to the agent, and do to what waits for it, as events to append. Pure.
final class QueuePolicy {
    static final int LONGEST_QUEUE = 100;

    private QueuePolicy() {}

    /// @param attached what the command's attachments are
    static List<SessionEvent> submit(
            SessionFacts facts, SubmitPrompt command, Person author, List<Attachment> attached) {
        RunningTurn turn = facts.turn();
        PromptMode mode = turn == null ? null : command.mode();
        // Whatever is next after a question is its answer, if nothing waited already.
        ToolCallId answers =
                facts.waiting().isEmpty() ? facts.course().questions().open().orElse(null) : null;
        PromptQueued prompt = new PromptQueued(
                command.requestId(),
                PromptId.fresh(),
                author,
                command.text(),
                command.model(),
                command.effort(),
                attached.isEmpty() ? null : attached,
                mode,
                answers,
                null);
        List<SessionEvent> events = new ArrayList<>(queued(facts, prompt));
        if (turn != null && mode == PromptMode.stop_and_send && !turn.stopRequested())
            events.add(new ControlEvent.StopRequested(null, turn.started().turnId(), author));
        return events;
    }

    static List<SessionEvent> answer(SessionFacts facts, ControlCommand.AnswerQuestion command, Person author) {
        Questions questions = facts.course().questions();
        Person by =
                questions.find(command.toolCallId()).map(Questions.Asked::by).orElse(null);
        if (by != null) throw new Refused(ErrorCode.conflict, by.name() + " has answered this question already.");
        if (questions.closed() || questions.find(command.toolCallId()).isEmpty())
            throw new Refused(
                    ErrorCode.conflict,
                    "The conversation went on, so this question takes no answer any more. Send a prompt instead.");
        return queued(
                facts,
                new PromptQueued(
                        command.requestId(),
                        PromptId.fresh(),
                        author,
                        command.text(),
                        null,
                        null,
                        null,
                        null,
                        command.toolCallId(),
                        null));
    }

    private static List<SessionEvent> queued(SessionFacts facts, PromptQueued prompt) {
        if (facts.archived())
            throw new Refused(
                    ErrorCode.conflict,
                    "This session is archived. Take it out of the archive to go on, or start a new one.");
        if (facts.waiting().size() >= LONGEST_QUEUE)
            throw new Refused(
                    ErrorCode.too_much,
                    LONGEST_QUEUE + " prompts wait in this session already. Cancel some, or wait for the agent.");
        if (!facts.title().isEmpty()) return List.of(prompt);
        return List.of(prompt, new SessionEvent.TitleChanged(null, SessionPolicy.titleOf(prompt.text())));
    }

    static List<SessionEvent> edit(SessionFacts facts, ControlCommand.EditPrompt command, Person person) {
        waiting(facts, command.promptId(), "so its words can't change. Send another one.");
        return List.of(new ControlEvent.PromptEdited(command.requestId(), command.promptId(), person, command.text()));
    }

    static List<SessionEvent> cancel(SessionFacts facts, ControlCommand.CancelPrompt command, Person person) {
        waiting(facts, command.promptId(), "so it can't be cancelled. Stop the turn if it should not go on.");
        return List.of(new ControlEvent.PromptCancelled(command.requestId(), command.promptId(), person));
    }

    static List<SessionEvent> move(SessionFacts facts, ControlCommand.MovePrompt command, Person person) {
        PromptId before = command.before();
        queueing(waiting(facts, command.promptId(), "so it has no place in the queue."));
        if (before != null) queueing(waiting(facts, before, "so nothing comes before it. Choose another place."));
        return List.of(new ControlEvent.PromptMoved(command.requestId(), command.promptId(), person, before));
    }

    /// What waits to be told to the agent in this turn, told now.
    static List<ControlEvent.PromptSteered> enter(SessionFacts facts, TurnId turn) {
        RunningTurn running = facts.turn();
        boolean runs = running != null && running.started().turnId().equals(turn) && !running.stopRequested();
        if (!runs) return List.of();
        return facts.waiting().stream()
                .filter(prompt -> prompt.mode() == PromptMode.steer)
                .map(prompt -> new ControlEvent.PromptSteered(turn, prompt.promptId(), prompt))
                .toList();
    }

    private static PromptQueued waiting(SessionFacts facts, PromptId prompt, String consequence) {
        return PromptQueue.find(facts.waiting(), prompt)
                .orElseThrow(
                        () -> new Refused(ErrorCode.conflict, "This prompt doesn't wait any more, " + consequence));
    }

    private static void queueing(PromptQueued prompt) {
        if (prompt.goesAhead())
            throw new Refused(
                    ErrorCode.conflict,
                    "A prompt that steers, answers or stops a turn goes ahead of the queue. Only those that queue can"
                            + " change places.");
    }
}

package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TurnProgressTest {
    private final TurnId turn = TurnId.fresh();
    private final BlockId block = BlockId.fresh();
    private final SessionEvent.ToolStarted call =
            new SessionEvent.ToolStarted(turn, new ToolCallId("one"), "bash", "{}", "title", block);
    private final SessionEvent answer = new SessionEvent.AnswerFinished(turn, block, "Half.\nSubject: Half a step");
    private final List<SessionEvent> log = new ArrayList<>();

    @Test
    void aHalfStepBeforeACrashIsNoEnd() {
        log.add(call);
        log.add(new SessionEvent.StepFinished(turn, 1, "tool_calls", ScriptedModel.USAGE));
        log.add(new SessionEvent.ToolFinished(turn, call.toolCallId(), ToolOutcome.ok, "", block, 0, 1));
        log.add(answer);
        log.add(new SessionEvent.TurnResumed(turn, 1));

        assertThat(TurnProgress.of(log, turn).end()).isEmpty();

        log.add(new SessionEvent.StepFinished(turn, 2, "end_of_turn", ScriptedModel.USAGE));
        assertThat(TurnProgress.of(log, turn).end())
                .contains(new TurnEnd(Outcome.done, null, null, new Usage(200, 20, 0, 0)));
    }

    @Test
    void aTurnThatWasCutAfterItsLastStepIsDone() {
        log.add(answer);
        log.add(new SessionEvent.StepFinished(turn, 1, "end_of_turn", Usage.NONE));
        log.add(new SessionEvent.TurnResumed(turn, 1));

        assertThat(TurnProgress.of(log, turn).end())
                .contains(new TurnEnd(Outcome.done, null, "Half a step", Usage.NONE));
    }

    @Test
    void otherTurnsCountForNothing() {
        log.add(answer);
        log.add(new SessionEvent.StepFinished(turn, 1, "end_of_turn", ScriptedModel.USAGE));

        TurnProgress other = TurnProgress.of(log, TurnId.fresh());
        assertThat(other.steps()).isZero();
        assertThat(other.end()).isEmpty();
    }

    @Test
    void aCancelledCallTakesNoMoreOutput(@TempDir Path folder) throws Exception {
        try (Scene scene = new Scene(folder)) {
            MemoryRecorder recorder = new MemoryRecorder();
            TurnInput input = new TurnInput(
                    scene.sessionId, turn, scene.history, "", null, AttachmentSource.NONE, () -> scene.sandbox);
            TurnLog turnLog = new TurnLog(input, recorder);
            CallContext context = new CallContext(call, recorder, turnLog, new SandboxUse(input.sandbox(), turnLog));

            context.output("shown".getBytes(StandardCharsets.UTF_8));
            context.cancel();
            context.output("late".getBytes(StandardCharsets.UTF_8));

            assertThat(recorder.readOutput(block, 0, 100)).asString().isEqualTo("shown");
        }
    }
}

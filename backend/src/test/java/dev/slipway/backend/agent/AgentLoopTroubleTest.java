package dev.slipway.backend.agent;

import static dev.slipway.backend.agent.ScriptedModel.breaksAfter;
import static dev.slipway.backend.agent.ScriptedModel.calls;
import static dev.slipway.backend.agent.ScriptedModel.fails;
import static dev.slipway.backend.agent.ScriptedModel.replies;
import static dev.slipway.backend.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelException.Kind;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoopTroubleTest {
    private final MemoryRecorder recorder = new MemoryRecorder();
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void aPassingFailureIsTriedAgainAfterWhatTheVendorWants() throws Exception {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.passing, Duration.ofSeconds(90)), fails(Kind.passing, null), says("Here."));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);

        assertThat(scene.clock.slept().getFirst()).isEqualTo(Duration.ofSeconds(90));
        assertThat(scene.clock.slept().getLast()).isBetween(Duration.ZERO, Duration.ofSeconds(2));
        assertThat(recorder.events(SessionEvent.ModelRetrying.class))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.attempt()).isEqualTo(1);
                            assertThat(first.delayMs()).isEqualTo(90_000);
                            assertThat(first.reason()).isEqualTo("the model said no");
                        },
                        second -> assertThat(second.attempt()).isEqualTo(2));
    }

    @Test
    void afterEightTriesTheTurnFails() throws Exception {
        ScriptedModel model = new ScriptedModel();
        for (int i = 0; i < 8; i++) model.then(fails(Kind.passing, null));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end.outcome()).isEqualTo(Outcome.failed);
        assertThat(end.message()).isEqualTo("the model said no");
        assertThat(scene.clock.slept()).hasSize(7);
    }

    @Test
    void aLastingFailureEndsTheTurnAtOnce() throws Exception {
        TurnEnd end = scene.run(new ScriptedModel(fails(Kind.lasting, null)), recorder);

        assertThat(end).isEqualTo(new TurnEnd(Outcome.failed, "the model said no", null, Usage.NONE));
        assertThat(scene.clock.slept()).isEmpty();
    }

    @Test
    void waitsNeverExceedAMinuteAndNeverFallBelowTheVendorsMinimum() {
        for (long seed = 0; seed < 200; seed++) {
            Backoff backoff = new Backoff(new Random(seed));
            for (int failures = 1; failures <= 8; failures++) {
                assertThat(backoff.delay(failures, null))
                        .as("seed %d, failures %d", seed, failures)
                        .isBetween(Duration.ZERO, Duration.ofMillis(Math.min(60_000, 1_000L << (failures - 1))));
                assertThat(backoff.delay(failures, Duration.ofSeconds(100))).isEqualTo(Duration.ofSeconds(100));
            }
        }
    }

    @Test
    void aBrokenStreamIsMarkedAndTriedAgainAndNeverTold() throws Exception {
        ScriptedModel model = new ScriptedModel(breaksAfter("half a thought", "Half an ans"), says("A whole answer."));

        scene.run(model, recorder);

        assertThat(recorder.events().stream().map(e -> e.getClass().getSimpleName()))
                .containsExactly(
                        "ThinkingFinished", "AnswerInterrupted", "ModelRetrying", "AnswerFinished", "StepFinished");
        assertThat(recorder.openDrafts()).isEmpty();
        assertThat(model.requests().getLast().messages())
                .isEqualTo(model.requests().getFirst().messages());
        List<SessionEvent> log = new ArrayList<>(scene.history);
        log.addAll(recorder.events());
        assertThat(Transcript.of(log).getLast().parts()).containsExactly(new Part.Text("A whole answer."));
    }

    @Test
    void aRequestThatIsTooLongIsCompactedOnce() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\":\"echo secret-of-the-output\"}"),
                fails(Kind.too_long, null),
                replies(StopReason.end_of_turn, new Usage(7, 7, 0, 0), new Part.Text("Ada wants a greeting.")),
                says("Done."));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end.outcome()).isEqualTo(Outcome.done);
        assertThat(end.usage()).isEqualTo(new Usage(207, 27, 0, 0));
        List<Message> last = model.requests().getLast().messages();
        assertThat(last).hasSize(1);
        assertThat(Conversations.text(last.getFirst()))
                .contains("Ada wants a greeting.", "Greet the world")
                .doesNotContain("secret-of-the-output");
        List<SessionEvent.ContextCompacted> compacted = recorder.events(SessionEvent.ContextCompacted.class);
        assertThat(compacted).hasSize(1);
        ModelRequest asking = model.requests().get(2);
        assertThat(asking.messages().subList(0, 2))
                .isEqualTo(model.requests().get(1).messages().subList(0, 2));
    }

    @Test
    void aContextThatFillsIsCompactedBeforeItIsFull() throws Exception {
        Usage nearlyFull = new Usage(10_000, 100, 70_000, 0);
        ScriptedModel model = new ScriptedModel(
                        replies(
                                StopReason.tool_calls,
                                nearlyFull,
                                new Part.ToolCall("t1", "bash", "{\"command\":\"echo a\"}")),
                        says("A summary."),
                        says("Done."))
                .withContext(100_000);

        scene.run(model, recorder);

        assertThat(recorder.events(SessionEvent.ContextCompacted.class)).hasSize(1);
        assertThat(model.left()).isZero();
    }

    @Test
    void aConversationThatDoesNotFitIntoTheRequestForItsSummaryIsShortened() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\":\"seq 1 3000\"}"),
                fails(Kind.too_long, null),
                fails(Kind.too_long, null),
                says("A summary."),
                says("Done."));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);

        String shortened = Conversations.text(model.requests().get(3).messages().getLast());
        assertThat(shortened).contains("1\n2\n3\n", "[…]", "Write a summary").hasSizeLessThan(5_000);
    }

    @Test
    void aModelThatIsTooSmallForItsOwnSummaryFailsTheTurn() throws Exception {
        ScriptedModel model =
                new ScriptedModel(fails(Kind.too_long, null), says("A summary."), fails(Kind.too_long, null));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.failed);
    }

    @Test
    void anEmptySummaryFailsTheTurn() throws Exception {
        ScriptedModel model = new ScriptedModel(
                fails(Kind.too_long, null), replies(StopReason.tool_calls, new Part.ToolCall("t", "bash", "{}")));

        assertThat(scene.run(model, recorder).message()).contains("Start a new session");
    }
}

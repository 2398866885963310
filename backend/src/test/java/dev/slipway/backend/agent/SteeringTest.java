package dev.slipway.backend.agent;

import static dev.slipway.backend.agent.ScriptedModel.calls;
import static dev.slipway.backend.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write while a turn runs.
class SteeringTest {
    private static final Person GRACE = new Person("Grace", "grace@example.org");

    private final MemoryRecorder recorder = new MemoryRecorder();
    private Scene scene;

    private static final class Crash extends Error {}

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = new Scene(folder);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private static PromptQueued steering(Person author, String text) {
        return new PromptQueued(
                Scene.request(), PromptId.fresh(), author, text, null, null, null, PromptMode.steer, null, null);
    }

    /// A call, while which somebody writes.
    private ScriptedModel.Line callsWhileWritten(MemoryRecorder to, PromptQueued prompt) {
        return (request, listener) -> {
            to.steerWith(prompt);
            return calls("bash", "{\"command\":\"echo fine\"}").reply(request, listener);
        };
    }

    @Test
    void itIsToldAfterTheResultsOfTheStepAndBeforeTheNextCall() throws Exception {
        ScriptedModel model = new ScriptedModel(
                callsWhileWritten(recorder, steering(Scene.ADA, "Leave the tests alone")), says("They stay."));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);

        List<Part> told = model.requests().getLast().messages().getLast().parts();
        assertThat(told.getFirst())
                .isInstanceOfSatisfying(
                        Part.ToolResult.class, r -> assertThat(r.output()).contains("fine"));
        assertThat(told.getLast()).isEqualTo(new Part.Text("The person writes while you work:\nLeave the tests alone"));
        assertThat(recorder.events().stream().map(e -> e.getClass().getSimpleName()))
                .containsSubsequence("ToolFinished", "PromptSteered", "AnswerFinished", "StepFinished");
    }

    @Test
    void anotherPersonIsNamed() throws Exception {
        ScriptedModel model = new ScriptedModel(callsWhileWritten(recorder, steering(GRACE, "And me")), says("Both."));
        scene.run(model, recorder);
        assertThat(model.requests().getLast().messages().getLast().parts().getLast())
                .isEqualTo(new Part.Text("Grace writes while you work:\nAnd me"));
    }

    @Test
    void itIsToldWithTheNextTryToo() throws Exception {
        ScriptedModel model = new ScriptedModel(
                (request, listener) -> {
                    recorder.steerWith(steering(Scene.ADA, "Mind the edges"));
                    return ScriptedModel.fails(ModelException.Kind.passing, null)
                            .reply(request, listener);
                },
                says("I do."));
        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);
        assertThat(Conversations.text(model.requests().getLast().messages().getLast()))
                .isEqualTo("Greet the world\nThe person writes while you work:\nMind the edges\n");
    }

    @Test
    void whatComesWithTheLastAnswerIsNotTold() throws Exception {
        PromptQueued late = steering(Scene.ADA, "Too late");
        ScriptedModel model = new ScriptedModel((request, listener) -> {
            recorder.steerWith(late);
            return says("Done.").reply(request, listener);
        });
        scene.run(model, recorder);
        assertThat(recorder.events(PromptSteered.class)).isEmpty();
        assertThat(recorder.steer(scene.turnId)).as("it still waits").hasSize(1);
    }

    @Test
    void aSummaryKeepsTheWordsAsTheyWereWritten() throws Exception {
        Usage full = new Usage(90_000, 10, 0, 0);
        PromptQueued prompt = steering(GRACE, "Mind the édge cases");
        ScriptedModel model = new ScriptedModel(
                callsWhileWritten(recorder, prompt),
                ScriptedModel.replies(
                        StopReason.tool_calls, full, new Part.ToolCall("c2", "bash", "{\"command\":\"echo more\"}")),
                says("It went well."),
                says("Done."));
        scene.run(model.withContext(100_000), recorder);
        List<Message> last = model.requests().getLast().messages();
        assertThat(last)
                .singleElement()
                .satisfies(message -> assertThat(Conversations.text(message))
                        .contains(
                                "It went well.",
                                "Greet the world",
                                "Written while you worked on it:",
                                "Mind the édge cases"));
    }

    /// The records of this turn: the first step, its result, what steers, the second step.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aTurnThatWasCutAnywhereIsToldOnceOverall(int cut) throws Exception {
        PromptQueued prompt = steering(GRACE, "Mind the edge cases");
        MemoryRecorder dying = new MemoryRecorder() {
            private int records;

            @Override
            public synchronized void record(SessionEvent... added) {
                super.record(added);
                if (++records == cut) throw new Crash();
            }
        };
        ScriptedModel model = new ScriptedModel(callsWhileWritten(dying, prompt), says("Done."));
        assertThatThrownBy(() -> scene.run(model, dying)).isInstanceOf(Crash.class);
        scene.history.addAll(dying.events());
        scene.history.add(new SessionEvent.TurnResumed(scene.turnId, 1));
        boolean wasTold = !dying.events(PromptSteered.class).isEmpty();
        if (!wasTold) recorder.steerWith(prompt);
        ScriptedModel again = new ScriptedModel(says("Done, really."));

        assertThat(scene.run(again, recorder).outcome()).isEqualTo(Outcome.done);

        scene.history.addAll(recorder.events());
        String all =
                Transcript.of(scene.history).stream().map(Conversations::text).reduce("", String::concat);
        assertThat(all.split("Mind the edge cases", -1))
                .as("cut %d: %s", cut, all)
                .hasSize(2);
        assertThat(scene.history).filteredOn(PromptSteered.class::isInstance).hasSize(1);
    }
}

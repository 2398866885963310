package dev.slipway.backend.agent;

import static dev.slipway.backend.agent.ScriptedModel.calls;
import static dev.slipway.backend.agent.ScriptedModel.replies;
import static dev.slipway.backend.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.Part;
import dev.slipway.backend.sandbox.FakeSandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoopTest {
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
    void aPromptBecomesFilesAndASubject() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("I'll write it.", "write", "{\"path\":\"greet\",\"content\":\"echo hello\\n\"}"),
                calls("bash", "{\"command\":\"sh greet\"}"),
                says("Done; it prints hello.\n\nSubject: Add a greeting"));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end).isEqualTo(new TurnEnd(Outcome.done, null, "Add a greeting", new Usage(300, 30, 0, 0)));
        assertThat(scene.file("greet")).hasContent("echo hello");
        assertThat(recorder.events().stream().map(e -> e.getClass().getSimpleName()))
                .containsExactly(
                        "AnswerFinished",
                        "ToolStarted",
                        "StepFinished",
                        "ToolFinished",
                        "ToolStarted",
                        "StepFinished",
                        "ToolFinished",
                        "AnswerFinished",
                        "StepFinished");
        assertThat(recorder.events(SessionEvent.ToolStarted.class).stream().map(SessionEvent.ToolStarted::title))
                .containsExactly("greet", "sh greet");
        assertThat(recorder.events(SessionEvent.ToolFinished.class).getLast().output())
                .isEqualTo("hello");
        assertThat(recorder.openDrafts()).isEmpty();
    }

    @Test
    void theRequestsOfATurnGrowOnlyAtTheEnd() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\":\"echo a\"}"), calls("bash", "{\"command\":\"echo b\"}"), says("done"));

        scene.run(model, recorder);

        for (int i = 1; i < model.requests().size(); i++) {
            List<Message> before = model.requests().get(i - 1).messages();
            assertThat(model.requests().get(i).messages().subList(0, before.size()))
                    .isEqualTo(before);
            assertThat(model.requests().get(i).system())
                    .isEqualTo(model.requests().getFirst().system());
        }
    }

    @Test
    void badCallsAreResultsThatNameTheMistake() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\": \"echo"),
                calls("fly", "{}"),
                calls("read", "{\"file_path\":\"x\"}"),
                calls("read", "{\"path\":\"x\",\"offset\":\"first\"}"),
                calls("bash", "[1]"),
                calls("", "{}"),
                says("I give up"));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);

        assertThat(recorder.events(SessionEvent.ToolFinished.class))
                .allMatch(e -> e.outcome() == ToolOutcome.failed)
                .extracting(SessionEvent.ToolFinished::output)
                .satisfiesExactly(
                        o -> assertThat(o).contains("not valid JSON", "line 1"),
                        o -> assertThat(o).contains("no tool named `fly`", "read, glob, grep"),
                        o -> assertThat(o).contains("`path` is missing", "given: file_path"),
                        o -> assertThat(o).contains("`offset` must be a whole number, not a string"),
                        o -> assertThat(o).contains("must be one JSON object, not an array"),
                        o -> assertThat(o).contains("no tool named `nameless`"));
    }

    @Test
    void callsWithOneIdGetTheirOwnResults() throws Exception {
        ScriptedModel model = new ScriptedModel(
                replies(
                        StopReason.tool_calls,
                        new Part.ToolCall("0", "bash", "{\"command\":\"echo one\"}"),
                        new Part.ToolCall("0", "bash", "{\"command\":\"echo two\"}"),
                        new Part.ToolCall("", "bash", "{\"command\":\"echo three\"}")),
                replies(StopReason.tool_calls, new Part.ToolCall("0", "bash", "{\"command\":\"echo four\"}")),
                says("done"));

        scene.run(model, recorder);

        assertThat(recorder.events(SessionEvent.ToolFinished.class).stream().map(SessionEvent.ToolFinished::output))
                .containsExactly("one", "two", "three", "four");
        assertThat(recorder.events(SessionEvent.ToolStarted.class).stream().map(SessionEvent.ToolStarted::toolCallId))
                .doesNotHaveDuplicates();
    }

    @Test
    void aQuestionEndsTheTurn() throws Exception {
        ScriptedModel model =
                new ScriptedModel(calls("ask", "{\"question\":\"Which colour?\",\"options\":[\"red\",\"blue\"]}"));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);

        assertThat(recorder.events(SessionEvent.QuestionAsked.class))
                .singleElement()
                .satisfies(asked -> {
                    assertThat(asked.question()).isEqualTo("Which colour?");
                    assertThat(asked.options()).containsExactly("red", "blue");
                });
        assertThat(recorder.events(SessionEvent.ToolFinished.class).getLast().outcome())
                .isEqualTo(ToolOutcome.ok);
    }

    @Test
    void aHugeOutputIsBoundedAndCanBeReadOn() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\":\"for i in $(seq 10000 67999); do echo $i; done; sleep 1\"}"),
                (request, listener) -> calls(
                                "output",
                                "{\"call\":\""
                                        + recorder.events(SessionEvent.ToolStarted.class)
                                                .getFirst()
                                                .toolCallId() + "\",\"offset\":6000}")
                        .reply(request, listener),
                says("done"));

        scene.run(model, recorder);

        List<SessionEvent.ToolFinished> finished = recorder.events(SessionEvent.ToolFinished.class);
        assertThat(finished.getFirst().outputBytes()).isEqualTo(348_000);
        assertThat(finished.getFirst().output().getBytes()).hasSizeLessThanOrEqualTo(10_000);
        assertThat(finished.getFirst().output())
                .startsWith("10000\n")
                .endsWith("67999")
                .contains("bytes left out; see them with `output`");
        assertThat(finished.getLast().output())
                .startsWith("[bytes 6000 to 14000 of 348000; go on with \"offset\": 14000]\n11000\n");
    }

    @Test
    void aLostSandboxInterruptsTheCallAndTheNextGetsANewOne() throws Exception {
        ScriptedModel model = new ScriptedModel(
                calls("bash", "{\"command\":\"echo a > a\"}"),
                calls("read", "{\"path\":\"a\"}"),
                calls("read", "{\"path\":\"a\"}"),
                says("done"));
        AtomicReference<FakeSandbox> current = new AtomicReference<>(scene.sandbox);
        SandboxSource source = new SandboxSource() {
            private int asked;

            @Override
            public FakeSandbox sandbox() {
                asked++;
                if (asked == 2) current.get().close();
                if (asked == 3) current.set(scene.another());
                return current.get();
            }

            @Override
            public boolean restarted() {
                return asked == 3;
            }
        };

        scene.run(model, recorder, source);

        assertThat(recorder.events(SessionEvent.ToolFinished.class).stream().map(SessionEvent.ToolFinished::outcome))
                .containsExactly(ToolOutcome.ok, ToolOutcome.interrupted, ToolOutcome.ok);
        assertThat(Conversations.text(model.requests().getLast().messages().getLast()))
                .contains("     1\ta", "processes and /tmp are gone");
    }

    @Test
    void aSandboxThatDoesNotStartIsToldToTheModel() throws Exception {
        ScriptedModel model = new ScriptedModel(calls("bash", "{\"command\":\"true\"}"), says("I can't."));

        TurnEnd end = scene.run(model, recorder, () -> {
            throw SandboxException.lost("the disk is full");
        });

        assertThat(end.outcome()).isEqualTo(Outcome.done);
        assertThat(recorder.events(SessionEvent.ToolFinished.class).getFirst().output())
                .isEqualTo("the sandbox could not be started: the disk is full");
    }

    @Test
    void theSameFailureAgainAndAgainIsToldAndThenEndsTheTurn() throws Exception {
        ScriptedModel model = new ScriptedModel();
        for (int i = 0; i < 8; i++) model.then(calls("bash", "{\"command\":\"false\"}"));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end.outcome()).isEqualTo(Outcome.failed);
        assertThat(end.message()).contains("the same call of `bash` 8 times");
        List<SessionEvent.ToolFinished> finished = recorder.events(SessionEvent.ToolFinished.class);
        assertThat(finished.get(3).output()).isEqualTo("[exit code 1]");
        assertThat(finished.get(4).output()).contains("failed in the same way 5 times");
    }

    @Test
    void aTurnTakesAtMostTwoHundredSteps() throws Exception {
        ScriptedModel model = new ScriptedModel();
        for (int i = 0; i < 200; i++) model.then(calls("todo", "{\"items\":[]}"));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end.outcome()).isEqualTo(Outcome.failed);
        assertThat(end.message()).contains("200 steps");
    }

    @Test
    void aReplyAtTheOutputLimitGoesOn() throws Exception {
        ScriptedModel model = new ScriptedModel(
                replies(StopReason.max_tokens, new Part.Thinking("hm", "sig")),
                replies(StopReason.max_tokens, new Part.Text("One, ")),
                says("two."));

        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);
        assertThat(Conversations.text(model.requests().getLast().messages().getLast()))
                .contains("Go on from where");
    }

    @Test
    void aReplyThatIsAlwaysCutEndsTheTurn() throws Exception {
        ScriptedModel model = new ScriptedModel();
        for (int i = 0; i < 5; i++) model.then(replies(StopReason.max_tokens, new Part.Text("and")));

        assertThat(scene.run(model, recorder).message()).contains("output limit");
    }

    @Test
    void aRefusalFailsTheTurnAndRunsNothing() throws Exception {
        ScriptedModel model = new ScriptedModel(replies(
                StopReason.refusal,
                new Part.Text("No."),
                new Part.ToolCall("t1", "write", "{\"path\":\"x\",\"content\":\"\"}")));

        TurnEnd end = scene.run(model, recorder);

        assertThat(end.outcome()).isEqualTo(Outcome.failed);
        assertThat(end.message()).contains("refused");
        assertThat(Files.exists(scene.file("x"))).isFalse();
    }
}

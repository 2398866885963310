package dev.slipway.backend.agent;

import static dev.slipway.backend.agent.ScriptedModel.calls;
import static dev.slipway.backend.agent.ScriptedModel.fails;
import static dev.slipway.backend.agent.ScriptedModel.hangsAfter;
import static dev.slipway.backend.agent.ScriptedModel.replies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelException.Kind;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
    private final MemoryRecorder recorder = new MemoryRecorder();
    private final CountDownLatch reached = new CountDownLatch(1);
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
    void whileTheModelSpeaksKeepsItsWords() throws Exception {
        stopped(new ScriptedModel(hangsAfter("I was about to", reached)), () -> scene.sandbox, scene.clock);

        assertThat(recorder.events())
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionEvent.AnswerInterrupted.class,
                        e -> assertThat(e.text()).isEqualTo("I was about to"));
        assertThat(told("What were you about to do?")).contains("The person stopped the previous turn.");
    }

    @Test
    void whileItWaitsToTryAgain() throws Exception {
        AgentClock patient = new AgentClock() {
            @Override
            public Instant now() {
                return scene.clock.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                reached.countDown();
                new CountDownLatch(1).await();
            }
        };

        stopped(new ScriptedModel(fails(Kind.passing, null)), () -> scene.sandbox, patient);

        assertThat(recorder.events()).singleElement().isInstanceOf(SessionEvent.ModelRetrying.class);
    }

    @Test
    void whileTheSandboxStartsGivesEveryCallAResult() throws Exception {
        SandboxSource never = () -> {
            reached.countDown();
            new CountDownLatch(1).await();
            throw new AssertionError();
        };

        stopped(new ScriptedModel(calls("bash", "{\"command\":\"true\"}")), never, scene.clock);

        assertThat(recorder.events(SessionEvent.ToolFinished.class))
                .singleElement()
                .satisfies(e -> assertThat(e.outcome()).isEqualTo(ToolOutcome.interrupted));
    }

    @Test
    void whileACommandRunsCancelsItAndRunsNoMore() throws Exception {
        ScriptedModel model = new ScriptedModel(replies(
                StopReason.tool_calls,
                new Part.ToolCall("t1", "bash", "{\"command\":\"echo $$ > pid; echo begun; exec sleep 1000\"}"),
                new Part.ToolCall("t2", "write", "{\"path\":\"second\",\"content\":\"\"}")));
        Thread.ofVirtual().start(() -> {
            await().until(() -> Files.exists(scene.file("pid")) && Files.size(scene.file("pid")) > 1);
            reached.countDown();
        });

        stopped(model, () -> scene.sandbox, scene.clock);

        long pid = Long.parseLong(Files.readString(scene.file("pid")).strip());
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(Files.exists(scene.file("second"))).isFalse();
        assertThat(recorder.events(SessionEvent.ToolFinished.class))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.outcome()).isEqualTo(ToolOutcome.interrupted);
                            assertThat(first.output()).contains("it is unknown how far it came");
                        },
                        second -> {
                            assertThat(second.outcome()).isEqualTo(ToolOutcome.interrupted);
                            assertThat(second.output()).startsWith("not run");
                        });
        assertThat(told("Go on")).contains("The person stopped the previous turn.", "Go on");
    }

    @Test
    void whileAnEventIsRecordedEndsAtTheNextStep() throws Exception {
        MemoryRecorder interrupting = new MemoryRecorder() {
            @Override
            public synchronized void record(SessionEvent... added) {
                super.record(added);
                Thread.currentThread().interrupt();
            }
        };
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread turn = Thread.ofVirtual().start(() -> {
            try {
                scene.run(new ScriptedModel(calls("bash", "{\"command\":\"touch ran\"}")), interrupting);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        turn.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(Files.exists(scene.file("ran"))).isFalse();
        assertThat(interrupting.events(SessionEvent.ToolFinished.class)).hasSize(1);
    }

    private void stopped(LanguageModel model, SandboxSource source, AgentClock time) throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread turn = Thread.ofVirtual().start(() -> {
            try {
                scene.run(model, recorder, source, time);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        reached.await();
        turn.interrupt();
        turn.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(recorder.openDrafts()).isEmpty();
    }

    /// What the model would be told in the next turn.
    private String told(String prompt) {
        List<SessionEvent> log = new ArrayList<>(scene.history);
        log.addAll(recorder.events());
        log.add(new SessionEvent.TurnFinished(scene.turnId, Outcome.stopped, null, 1, Usage.NONE));
        scene.prompt(prompt, TurnId.fresh());
        log.addAll(scene.history.subList(2, 4));
        Conversations.requireSendable(Transcript.of(log));
        return Conversations.text(Transcript.of(log).getLast());
    }
}

package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TranscriptTest {
    private final TurnId turn = TurnId.fresh();
    private final List<SessionEvent> log = new ArrayList<>();

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPrefixOfALogIsAConversationThatVendorsTake(long seed) {
        List<SessionEvent> events = RandomLog.of(seed).events();
        for (int cut = 0; cut <= events.size(); cut++) {
            List<Message> told = Transcript.of(events.subList(0, cut));
            Conversations.requireValid(told);
            assertThat(told.toString()).as("seed %d, cut %d", seed, cut).doesNotContain("half a thought");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasSentOnceStaysAsItWas(long seed) {
        RandomLog.Log log = RandomLog.of(seed);
        for (int i = 1; i < log.calls().size(); i++) {
            int earlier = log.calls().get(i - 1);
            int later = log.calls().get(i);
            boolean compacted = log.events().subList(earlier, later).stream()
                    .anyMatch(SessionEvent.ContextCompacted.class::isInstance);
            if (compacted) continue;
            List<Part> sent = parts(Transcript.of(log.events().subList(0, earlier)));
            List<Part> now = parts(Transcript.of(log.events().subList(0, later)));
            assertThat(now).as("seed %d, call %d", seed, i).startsWith(sent.toArray(Part[]::new));
        }
    }

    @Test
    void aCallWithoutAResultIsToldAsInterrupted() {
        prompt(Scene.ADA, "Do it");
        log.add(started("one"));
        log.add(started("two"));
        log.add(new SessionEvent.StepFinished(turn, 1, "tool_calls", Usage.NONE));
        log.add(finished("two", ToolOutcome.ok, "fine"));
        log.add(new SessionEvent.TurnResumed(turn, 1));

        assertThat(Transcript.of(log).getLast().parts())
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Part.ToolResult("one", Transcript.INTERRUPTED, true)),
                        second -> assertThat(second).isEqualTo(new Part.ToolResult("two", "fine", false)),
                        third -> assertThat(third.toString()).contains("Slipway was restarted"));
    }

    @Test
    void halfStepsAreLeftOut() {
        prompt(Scene.ADA, "Do it");
        log.add(new SessionEvent.ThinkingFinished(turn, BlockId.fresh(), "thought", "sig"));
        log.add(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), "answer"));
        log.add(started("one"));
        log.add(new SessionEvent.TurnResumed(turn, 1));
        log.add(finished("one", ToolOutcome.interrupted, "interrupted"));

        assertThat(Transcript.of(log)).containsExactly(Message.user("Do it"));
    }

    @Test
    void thinkingGoesBackWithItsSignature() {
        prompt(Scene.ADA, "Do it");
        log.add(new SessionEvent.ThinkingFinished(turn, BlockId.fresh(), "thought", "sig"));
        log.add(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), "answer"));
        log.add(new SessionEvent.StepFinished(turn, 1, "end_of_turn", Usage.NONE));

        assertThat(Transcript.of(log).getLast().parts())
                .containsExactly(new Part.Thinking("thought", "sig"), new Part.Text("answer"));
    }

    @Test
    void authorsAreNamedOnceThereAreSeveral() {
        prompt(Scene.ADA, "first");
        log.add(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), "answer"));
        log.add(new SessionEvent.StepFinished(turn, 1, "end_of_turn", Usage.NONE));
        prompt(new Person("Grace", "g@example.org"), "second");

        List<Message> told = Transcript.of(log);
        assertThat(Conversations.text(told.getFirst())).isEqualTo("first\n");
        assertThat(Conversations.text(told.getLast())).isEqualTo("Grace writes:\nsecond\n");
    }

    @Test
    void promptsThatWaitAreNotTold() {
        prompt(Scene.ADA, "first");
        log.add(new SessionEvent.PromptQueued(Scene.request(), PromptId.fresh(), Scene.ADA, "second", null, null));

        assertThat(Transcript.of(log)).containsExactly(Message.user("first"));
    }

    @Test
    void anEditedPromptIsToldInItsNewWordsOnly() {
        PromptId prompt = PromptId.fresh();
        log.add(new SessionEvent.PromptQueued(Scene.request(), prompt, Scene.ADA, "Greet them", null, null));
        log.add(new ControlEvent.PromptEdited(Scene.request(), prompt, Scene.ADA, "Greet us"));
        log.add(new SessionEvent.TurnStarted(turn, prompt, "rehearsal", true, null));
        assertThat(Transcript.of(log)).containsExactly(Message.user("Greet us"));
    }

    @Test
    void aSummaryReplacesAllBeforeIt() {
        prompt(Scene.ADA, "first");
        log.add(started("one"));
        log.add(new SessionEvent.StepFinished(turn, 1, "tool_calls", Usage.NONE));
        log.add(finished("one", ToolOutcome.ok, "fine"));
        log.add(new SessionEvent.ContextCompacted(turn, "It went well.", Usage.NONE));

        assertThat(Transcript.of(log))
                .singleElement()
                .satisfies(message -> assertThat(Conversations.text(message))
                        .contains("It went well.")
                        .doesNotContain("fine"));
    }

    @Test
    void aFailedTurnIsToldAtTheNextPrompt() {
        prompt(Scene.ADA, "first");
        log.add(new SessionEvent.TurnFinished(turn, Outcome.failed, "the key is wrong", 1, Usage.NONE));
        prompt(Scene.ADA, "second");

        assertThat(Transcript.of(log))
                .singleElement()
                .satisfies(message -> assertThat(Conversations.text(message))
                        .isEqualTo("first\n[The previous turn failed: the key is wrong]\nsecond\n"));
    }

    private static List<Part> parts(List<Message> messages) {
        return messages.stream().flatMap(message -> message.parts().stream()).toList();
    }

    private void prompt(Person author, String text) {
        PromptId prompt = PromptId.fresh();
        log.add(new SessionEvent.PromptQueued(Scene.request(), prompt, author, text, null, null));
        log.add(new SessionEvent.TurnStarted(turn, prompt, "rehearsal", true, null));
    }

    private SessionEvent started(String call) {
        return new SessionEvent.ToolStarted(turn, new ToolCallId(call), "bash", "{}", "title", BlockId.fresh());
    }

    private SessionEvent finished(String call, ToolOutcome outcome, String output) {
        return new SessionEvent.ToolFinished(turn, new ToolCallId(call), outcome, output, BlockId.fresh(), 0, 1);
    }
}

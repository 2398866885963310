package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ControlCommand.AnswerQuestion;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What people said to a turn, and what it asked them.
class ControlledTurnTest {
    private final Story story = new Story();

    @Test
    void anOptionOfTheLastQuestionIsTheAnswer() {
        story.created().begins("go").known();
        story.happens(new SessionEvent.QuestionAsked(story.turn, new ToolCallId("q"), "Which?", List.of("A", "B")));
        assertThat(story.row(Row.Asked.class).open())
                .as("while the turn still ends")
                .isFalse();
        story.done();
        assertThat(story.row(Row.Asked.class).open()).isTrue();
        story.model.answer(story.row(Row.Asked.class).call(), "B");
        assertThat(story.connection.lastAsked().command()).isInstanceOfSatisfying(AnswerQuestion.class, answer -> {
            assertThat(answer.text()).isEqualTo("B");
            assertThat(answer.toolCallId().value()).isEqualTo("q");
        });
        assertThat(story.row(Row.Asked.class).open()).isFalse();
        story.connection.lastAsked().answer().completeExceptionally(new IllegalStateException("Away."));
        assertThat(story.row(Row.Asked.class).open()).isTrue();
        assertThat(story.navigation.told).hasSize(1);
    }

    @Test
    void everyoneSeesWhoAnsweredAndCanAnswerNoMore() {
        story.created().begins("go").known();
        ToolCallId question = new ToolCallId("q");
        story.happens(new SessionEvent.QuestionAsked(story.turn, question, "Which?", List.of("A", "B")));
        story.done();
        assertThat(story.row(Row.Ended.class).asks()).isTrue();
        Person grace = new Person("Grace\u202e Hopper", "grace@example.org");
        story.happens(new SessionEvent.PromptQueued(
                RequestId.fresh(), PromptId.fresh(), grace, "A", null, null, null, null, question, null));
        assertThat(story.row(Row.Asked.class).answeredBy()).startsWith("Grace").doesNotContain("\u202e");
        assertThat(story.row(Row.Asked.class).open()).isFalse();
        assertThat(story.row(Row.Ended.class).asks()).isFalse();
    }

    @Test
    void whatSteersStandsWhereTheAgentWasToldIt() {
        story.created().begins("go").says("First.");
        SessionEvent.PromptQueued prompt = Story.prompt("Rather so");
        story.happens(prompt).known();
        assertThat(story.rows(Row.Said.class)).hasSize(1);
        story.happens(new ControlEvent.PromptSteered(story.turn, prompt.promptId(), prompt))
                .says("Then.");
        assertThat(story.row(Row.Said.class)).satisfies(said -> {
            assertThat(said.text()).isEqualTo("Rather so");
            assertThat(said.steers()).isTrue();
        });
        List<Row> rows = story.rows();
        assertThat(rows.indexOf(story.row(Row.Said.class)))
                .isBetween(
                        rows.indexOf(story.rows(Row.Words.class).getFirst()),
                        rows.indexOf(story.rows(Row.Words.class).getLast()));
    }
}

package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.action.Spot;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadSeekTest {
    private final Story story = new Story();
    private final List<ThreadFind.Match> shown = new ArrayList<>();
    private final ThreadSeek seek = story.model.seek(shown::add);

    private void step() {
        for (int i = 0; i < 5; i++) {
            story.model.update();
            seek.step();
        }
    }

    private String row() {
        Row.Key key = shown.getLast().row();
        return story.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow()
                .copied();
    }

    @Test
    void whereTheWordsStandInTheTurnIsShown() {
        story.created().turn("one needle", "and a NEEDLE here").known();
        TurnId first = story.model.turns().getFirst().turn().started().turnId();
        story.turn("again", "needle").known();
        seek.to(new Spot(first, "a needle"));
        step();
        assertThat(shown).hasSize(1);
        assertThat(row()).isEqualTo("and a NEEDLE here");
        assertThat(shown.getLast().from()).isEqualTo(4);
    }

    @Test
    void whereTheyDontTheTurnsBeginningIs() {
        story.created().turn("Say it", "Said").known();
        TurnId turn = story.model.turns().getFirst().turn().started().turnId();
        seek.to(new Spot(turn, "elsewhere"));
        step();
        assertThat(row()).contains("Say it");
    }

    @Test
    void anOlderTurnIsReadFirst() {
        var events = Story.turns(story.session, 60);
        TurnId old = events.stream()
                .filter(TurnStarted.class::isInstance)
                .map(event -> ((TurnStarted) event).turnId())
                .toList()
                .get(9);
        story.before(events);
        story.turn("Now", "Here.").known();
        seek.to(new Spot(old, "answer 9"));
        step();
        assertThat(shown).isEmpty();
        for (int i = 0; i < 60 && shown.isEmpty(); i++) {
            story.answerPage();
            step();
        }
        assertThat(shown).hasSize(1);
        assertThat(row()).startsWith("Old answer 9");
    }

    @Test
    void aTurnThatIsNotThereIsGivenUp() {
        story.before(Story.turns(story.session, 5));
        story.turn("Now", "Here.").known();
        seek.to(new Spot(new TurnId("nowhere"), ""));
        step();
        while (!story.connection.pages.isEmpty()
                && !story.connection.pages.getLast().answer().isDone()) {
            story.answerPage();
            step();
        }
        assertThat(shown).isEmpty();
        int asked = story.connection.pages.size();
        step();
        assertThat(story.connection.pages).hasSize(asked);
    }
}

package dev.slipway.desktop.details;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.details.Section.Fact;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DetailsModelTest {
    private final DetailsScene scene = new DetailsScene();

    @BeforeEach
    void open() {
        scene.created();
        scene.turn("turn01", "Shout\nlouder\u202e", new Usage(100, 20, 0, 0), 2);
        scene.turn("turn02", "Whisper", new Usage(30, 30, 0, 0), 1);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void figuresAreSaidInHumanUnits() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            assertThat(facts(model))
                    .contains(
                            Fact.of("Cost", "$1.25 and more"),
                            Fact.of("Time worked", "2 min 2 s"),
                            Fact.of("Tokens read", "12.3k"),
                            new Fact("Memory", "1.0 GB of 2.0 GB", 0.5),
                            new Fact("Processors", "1.5 of 2.0", 0.75),
                            new Fact("Disk", "3.0 GB of 10.0 GB", 0.3),
                            Fact.of("Begun from", "main at " + "0".repeat(12)),
                            Fact.of("Branch", "slipway/shout"));
        }
    }

    @Test
    void whatTheSandboxUsesIsAskedForAgainUntilThePanelIsClosed() {
        DetailsModel model = scene.model(DetailsScene.figures());
        scene.connection.willAnswer(CompletableFuture.completedFuture(DetailsScene.figures(1L << 29)));
        scene.later.passes(Duration.ofSeconds(2));
        assertThat(facts(model)).contains(new Fact("Memory", "512.0 MB of 2.0 GB", 0.25));
        scene.connection.willAnswer(CompletableFuture.completedFuture(DetailsScene.figures(1L << 30)));
        scene.later.passes(Duration.ofSeconds(2));
        assertThat(facts(model)).contains(new Fact("Memory", "1.0 GB of 2.0 GB", 0.5));
        model.close();
        scene.connection.willAnswer(CompletableFuture.completedFuture(DetailsScene.figures(1L << 29)));
        scene.later.passes(Duration.ofSeconds(10));
        assertThat(facts(model)).contains(new Fact("Memory", "1.0 GB of 2.0 GB", 0.5));
    }

    @Test
    void whatTheMachineDoesNotEnforceIsSaid() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            Section machine = model.sections().get().get(2);
            assertThat(machine.notes()).containsExactly("Disk limit: no quota here: give it a volume of its own");
            assertThat(machine.facts()).containsExactly(new Fact("Images on disk", "10.0 GB of 40.0 GB", 0.25));
        }
    }

    @Test
    void eachOfTheNewestTurnsHasItsCost() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            scene.page(1, 13);
            assertThat(model.turns().get())
                    .containsExactly(
                            new TurnCost("Whisper", "1 min 1 s", "60 tokens", "1 step", "", 0.5),
                            new TurnCost("Shout louder\ufffd", "1 min 1 s", "120 tokens", "2 steps", "$0.2500", 1));
        }
    }

    @Test
    void figuresThatCannotBeHadSayWhy() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            scene.connection.willAnswer(CompletableFuture.failedFuture(new IOException("The backend doesn't answer.")));
            model.ask();
            assertThat(model.problem().get()).isEqualTo("The backend doesn't answer.");
            assertThat(model.sections().get()).isNotEmpty();
        }
    }

    @Test
    void eventsAreReadBackwardsAndGrowAtTheEnd() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            EventsModel events = model.events();
            scene.page(8, 13);
            assertThat(seqs(events)).containsExactly(8L, 9L, 10L, 11L, 12L);
            assertThat(events.hasOlder().get()).isTrue();
            events.readOlder();
            events.readOlder();
            assertThat(scene.connection.pages).hasSize(2);
            assertThat(scene.connection.pages.getLast().seq()).isEqualTo(8);
            scene.page(1, 8);
            assertThat(events.hasOlder().get()).isFalse();
            scene.happens(new SessionEvent.TitleChanged(null, "More"));
            assertThat(seqs(events)).hasSize(13).endsWith(13L);
        }
    }

    @Test
    void eventsAreFilteredByTypeAndTextAndCopied() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            EventsModel events = model.events();
            scene.page(1, 13);
            events.filter().set("step_finished");
            assertThat(events.shown()).hasSize(3);
            events.filter().set("WHISPER");
            assertThat(events.shown()).extracting(EventsModel.EventLine::type).contains("prompt_queued");
            events.filter().set("title_changed");
            scene.happens(new SessionEvent.TitleChanged(null, "evil\u202e\u001b[31m"));
            assertThat(events.shown()).hasSize(1);
            EventsModel.EventLine line = events.shown().getFirst();
            assertThat(line.line() + events.pretty(line)).doesNotContain("\u202e", "\u001b");
            events.copy(line);
            assertThat(scene.navigation.copied.getLast())
                    .contains("title_changed")
                    .contains("\n");
        }
    }

    @Test
    void anotherLogIsReadFromAnew() {
        try (DetailsModel model = scene.model(DetailsScene.figures())) {
            scene.page(1, 13);
            model.events().readOlder();
            scene.connection.listener(DetailsScene.SESSION).reset();
            assertThat(model.events().shown()).isEmpty();
            scene.connection.startsAfter(DetailsScene.SESSION, 0);
            scene.connection.caughtUp(DetailsScene.SESSION);
            assertThat(scene.connection.pages.getLast().seq()).isEqualTo(1);
        }
    }

    private static List<Fact> facts(DetailsModel model) {
        return model.sections().get().stream()
                .flatMap(section -> section.facts().stream())
                .toList();
    }

    private static List<Long> seqs(EventsModel events) {
        return events.shown().stream().map(EventsModel.EventLine::seq).toList();
    }
}

package dev.slipway.desktop.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.search.SearchModel.Content;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.Found.Hit;
import dev.slipway.protocol.Found.Mark;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchModelTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(Listed.NOW), ZoneOffset.UTC);

    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private final ManualLater later = new ManualLater();
    private final SearchModel model = new SearchModel(connection, navigation, later, CLOCK);

    static Hit hit(int number, @Nullable String turn, String snippet, Mark... marks) {
        return new Hit(
                Listed.id(number),
                "Session " + number,
                new RepositoryName("calc"),
                SessionState.done,
                false,
                Found.Place.prompt,
                number,
                Listed.NOW - number * 60_000L,
                turn == null ? null : new TurnId(turn),
                "ada@example.org",
                snippet,
                List.of(marks));
    }

    @BeforeEach
    void online() {
        connection.is(Status.State.online, "");
    }

    private CompletableFuture<Found> asked() {
        CompletableFuture<Found> answer = new CompletableFuture<>();
        connection.willAnswer(answer);
        return answer;
    }

    private void type(String words) {
        model.words().set(words);
        later.passes(Duration.ofSeconds(1));
    }

    @Test
    void whatIsFoundIsShownOnceTypingPauses() {
        CompletableFuture<Found> answer = asked();
        model.words().set("need");
        model.words().set("needle");
        assertThat(model.content().get()).isEqualTo(Content.searching);
        later.passes(Duration.ofSeconds(1));
        answer.complete(new Found(List.of(hit(1, "turn01", "a needle here", new Mark(2, 8))), null, true));
        assertThat(model.content().get()).isEqualTo(Content.found);
        assertThat(model.lines()).singleElement().satisfies(line -> {
            assertThat(line.title()).isEqualTo("Session 1");
            assertThat(line.about()).isEqualTo("prompt · 1 min ago · calc · ada@example.org");
            assertThat(line.snippet())
                    .containsExactly(
                            new FoundLine.Part("a ", false),
                            new FoundLine.Part("needle", true),
                            new FoundLine.Part(" here", false));
        });
        model.open();
        assertThat(navigation.went).containsExactly("session session1 at turn01 needle");
    }

    @Test
    void whatBelongsToNoTurnOpensTheSession() {
        asked().complete(new Found(List.of(hit(1, null, "needle")), null, true));
        type("needle");
        model.open();
        assertThat(navigation.went).containsExactly("session session1");
    }

    @Test
    void anAnswerToWhatWasTypedBeforeIsNotShown() {
        CompletableFuture<Found> first = asked();
        type("one");
        CompletableFuture<Found> second = asked();
        type("two");
        second.complete(new Found(List.of(hit(2, "turn02", "two")), null, true));
        first.complete(new Found(List.of(hit(1, "turn01", "one")), null, true));
        assertThat(model.lines()).extracting(FoundLine::title).containsExactly("Session 2");
    }

    @Test
    void nothingIsSaidSoAndAnEmptyFieldTeachesAgain() {
        asked().complete(new Found(List.of(), null, true));
        type("nowhere");
        assertThat(model.content().get()).isEqualTo(Content.nothing);
        type(" ");
        assertThat(model.content().get()).isEqualTo(Content.empty);
    }

    @Test
    void anIndexThatIsStillBeingMadeIsAskedAgain() {
        asked().complete(new Found(List.of(), null, false));
        type("needle");
        assertThat(model.note().get()).contains("index is being made");
        asked().complete(new Found(List.of(hit(1, "turn01", "needle")), null, true));
        later.passes(Duration.ofSeconds(5));
        assertThat(model.lines()).hasSize(1);
        assertThat(model.note().get()).isEmpty();
    }

    @Test
    void moreIsAskedForAtTheLastLine() {
        List<Hit> twenty =
                IntStream.range(0, 20).mapToObj(i -> hit(i, "turn01", "needle")).toList();
        asked().complete(new Found(twenty, 20, true));
        type("needle");
        CompletableFuture<Found> more = asked();
        model.move(50);
        model.move(1);
        more.complete(new Found(List.of(hit(21, "turn01", "needle")), null, true));
        assertThat(model.lines()).hasSize(21);
        assertThat(model.chosen().get()).isEqualTo(19);
        model.move(1);
        assertThat(model.chosen().get()).isEqualTo(20);
        model.move(-100);
        assertThat(model.chosen().get()).isZero();
    }

    @Test
    void whatIsFoundInOneSessionStandsTogetherUnderItsTitle() {
        asked().complete(new Found(
                List.of(hit(1, "turn01", "a"), hit(2, "turn02", "b"), hit(1, "turn03", "c"), hit(3, null, "d")),
                4,
                true));
        type("needle");
        assertThat(titled()).containsExactly("1 a", "- c", "2 b", "3 d");
        assertThat(model.lines().get(1).about()).isEqualTo("prompt · 1 min ago");
        asked().complete(new Found(List.of(hit(1, "turn01", "e"), hit(3, "turn04", "f")), null, true));
        model.more();
        assertThat(titled())
                .as("what is there already stays where it is")
                .containsExactly("1 a", "- c", "2 b", "3 d", "- f", "1 e");
    }

    private List<String> titled() {
        return model.lines().stream()
                .map(line -> (line.first() ? line.title().replace("Session ", "") : "-") + " "
                        + line.snippet().getFirst().text())
                .toList();
    }

    @Test
    void whileOfflineThatIsSaidAndWhatWentWrongIsToo() {
        connection.is(Status.State.offline, "gone");
        CompletableFuture<Found> answer = asked();
        type("needle");
        assertThat(model.content().get()).isEqualTo(Content.offline);
        connection.is(Status.State.online, "");
        assertThat(model.content().get()).isEqualTo(Content.searching);
        answer.completeExceptionally(new IOException("Look for less than 1000 characters."));
        assertThat(model.content().get()).isEqualTo(Content.failed);
        assertThat(model.note().get()).contains("less than 1000");
    }

    @Test
    void marksOutOfPlaceAndHostileWordsAreHarmless() {
        Hit hostile = hit(1, "turn01", "a\u0007b\nc", new Mark(-3, 1), new Mark(2, 99));
        FoundLine line = FoundLine.of(List.of(hostile), null, Listed.NOW).getFirst();
        assertThat(line.snippet()).extracting(FoundLine.Part::found).containsExactly(true, false, true);
        assertThat(line.snippet()).noneMatch(part -> part.text().matches("(?s).*[\u0007\n].*"));
    }
}

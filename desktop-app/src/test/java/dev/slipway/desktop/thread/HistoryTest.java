package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.connection.FakeConnection;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final Story story = new Story();

    @Test
    void whoComesNearTheTopIsReadOlderTurns() {
        old(20);
        near();
        assertThat(story.connection.pages).hasSize(1);
        assertThat(story.connection.pages.getFirst().seq()).isEqualTo(83);
        story.answerPage();
        assertThat(prompts())
                .startsWith("Old prompt " + (20 - History.PAGE))
                .endsWith("Now")
                .hasSize(History.PAGE + 1);
    }

    @Test
    void aPageThatIsReadIsNotAskedForTwice() {
        old(20);
        near();
        near();
        assertThat(story.connection.pages).hasSize(1);
    }

    @Test
    void theFirstTurnIsTheBeginning() {
        old(History.PAGE + 2);
        near();
        story.answerPage();
        assertThat(story.rows().getFirst().copied()).contains("Reading older");
        near();
        story.answerPage();
        assertThat(story.rows().getFirst().copied()).contains("Beginning of the session, on greet");
        near();
        assertThat(story.connection.pages).hasSize(2);
    }

    @Test
    void theBeginningIsReachedPageByPageAndWhatIsBetweenIsNotKept() {
        old(2 * History.PAGE + 2);
        boolean[] there = new boolean[1];
        story.model.toBeginning(() -> there[0] = true);
        for (int page = 0; page < 3; page++) {
            assertThat(there[0]).isFalse();
            story.answerPage();
        }
        assertThat(there[0]).isTrue();
        assertThat(story.connection.pages).hasSize(3);
        assertThat(prompts()).startsWith("Old prompt 0").endsWith("Old prompt 1");
        story.model.toEnd();
        story.model.toBeginning(() -> {});
        story.answerPage();
        assertThat(story.connection.pages).hasSize(4);
        assertThat(prompts()).startsWith("Old prompt 0");
    }

    @Test
    void whoTurnsBackOnTheWayToTheBeginningStaysAtTheEnd() {
        old(20);
        story.model.toBeginning(() -> {
            throw new AssertionError("nobody wants to be there");
        });
        story.answerPage();
        story.model.toEnd();
        story.answerPage();
        assertThat(story.connection.pages).hasSize(2);
        assertThat(prompts()).containsExactly("Now");
    }

    @Test
    void aPageOfAnotherLogIsOfNoUse() {
        old(20);
        near();
        story.answerPage("other", 40, 80);
        assertThat(prompts()).containsExactly("Now");
    }

    @Test
    void whatCouldNotBeReadCanBeAskedForAgain() {
        old(20);
        near();
        story.connection.pages.getLast().answer().completeExceptionally(new IllegalStateException("away"));
        Row.Quiet row = story.rows(Row.Quiet.class).getFirst();
        assertThat(row.kind()).isEqualTo(Row.Quiet.Kind.problem);
        near();
        assertThat(story.connection.pages).hasSize(1);
        story.model.run(row.does());
        assertThat(story.connection.pages).hasSize(2);
    }

    @Test
    void whatIsFarAwayIsLetGoAndReadAgain() {
        int pages = 4 * History.KEPT;
        int most = (2 * History.KEPT + 1) * History.PAGE;
        old((pages + 1) * History.PAGE);
        for (int i = 0; i < pages; i++) {
            near();
            story.answerPage();
        }
        assertThat(story.model.newest().get()).isFalse();
        assertThat(prompts())
                .hasSizeLessThanOrEqualTo(most)
                .startsWith("Old prompt " + History.PAGE)
                .doesNotContain("Now");
        int asked = story.connection.pages.size();
        while (!story.model.newest().get()) {
            bottom();
            if (story.connection.pages.size() > asked) {
                asked = story.connection.pages.size();
                story.answerPage();
            }
            story.rows();
        }
        assertThat(prompts()).endsWith("Now").hasSizeLessThanOrEqualTo(most + 1);
    }

    @Test
    void theLatestIsAtHandFromEverywhere() {
        old((4 * History.KEPT + 1) * History.PAGE);
        for (int i = 0; i < 4 * History.KEPT; i++) {
            near();
            story.answerPage();
        }
        story.model.toEnd();
        assertThat(prompts()).containsExactly("Now");
        assertThat(story.model.newest().get()).isTrue();
    }

    @Test
    void turnsThatTheLiveViewLetsGoStay() {
        story.created().known();
        for (int i = 0; i < 60; i++) story.turn("Prompt " + i, "x");
        assertThat(story.open.view().get().turns()).hasSizeLessThan(30);
        assertThat(prompts()).hasSize(60);
        List<Row> before = story.rows();
        story.turn("more", "x");
        assertThat(story.rows().subList(0, 100)).isEqualTo(before.subList(0, 100));
    }

    @Test
    void aTurnThatIsInTwoPagesIsReadAsOne() {
        old(20);
        near();
        story.answerPage(FakeConnection.EPOCH, 79, 81);
        assertThat(prompts()).containsExactly("Now");
        near();
        story.answerPage(FakeConnection.EPOCH, 75, 79);
        assertThat(story.rows(Row.Ended.class)).hasSize(2);
        assertThat(prompts()).contains("Old prompt 19");
    }

    @Test
    void anotherLogBeginsAnew() {
        old(20);
        near();
        story.connection.listener(story.session).reset();
        story.answerPage();
        assertThat(story.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.copied()).contains("Reading the"));
    }

    private void old(int turns) {
        story.before(Story.turns(story.session, turns));
        story.turn("Now", "Here.").known();
    }

    /// The reader is at the top of what is loaded.
    private void near() {
        List<Row> rows = story.rows();
        Row first = rows.get(1);
        story.model.seen(first, first, 100, 10_000);
    }

    private void bottom() {
        Row last = story.rows().getLast();
        story.model.seen(last, last, 10_000, 100);
    }

    private List<String> prompts() {
        return story.rows(Row.Said.class).stream().map(Row.Said::text).toList();
    }
}

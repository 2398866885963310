package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadFindTest {
    private final Story story = new Story();

    @Test
    void theNewestMatchIsShownFirst() {
        story.created().turn("one needle", "two NEEDLES, a needle").known();
        find("needle");
        assertThat(found().matches()).hasSize(3);
        assertThat(found().at()).isEqualTo(2);
        story.model.find().previous();
        assertThat(found().at()).isEqualTo(1);
        story.model.find().next();
        story.model.find().next();
        assertThat(found().at()).isZero();
    }

    @Test
    void whatIsLookedForIsNoPattern() {
        story.created().turn("a.c", "abc").known();
        find("a.c");
        assertThat(found().matches()).hasSize(1);
    }

    @Test
    void whatIsClosedIsOpenedForIt() {
        story.created().begins("go");
        for (String file : List.of("a", "b", "c")) story.tool("read", file, "{}", "needle in " + file);
        story.done().known();
        find("needle in b");
        assertThat(story.rows(Row.Lines.class).stream().map(Row.Lines::copied)).contains("needle in b");
    }

    @Test
    void olderTurnsAreReadUntilOneHasIt() {
        story.before(Story.turns(story.session, 60));
        story.turn("Now", "Here.").known();
        find("Old prompt 9");
        assertThat(found().matches()).isEmpty();
        story.model.find().searchOlder();
        int pages = Math.ceilDiv(60 - 9, History.PAGE);
        for (int i = 0; i < pages; i++) story.answerPage();
        settle();
        assertThat(story.connection.pages).hasSize(pages);
        assertThat(found().matches()).hasSize(1);
        assertThat(story.rows(Row.Said.class).stream().map(Row.Said::text))
                .contains("Old prompt 9")
                .hasSize(History.PAGE);
        assertThat(story.model.newest().get()).isFalse();
    }

    @Test
    void whereNoneHasItThatIsSaid() {
        story.before(Story.turns(story.session, 10));
        story.turn("Now", "Here.").known();
        find("nowhere");
        story.model.find().searchOlder();
        for (int i = 0; i < Math.ceilDiv(10, History.PAGE); i++) story.answerPage();
        settle();
        assertThat(found().note()).isEqualTo("Nothing in older turns");
        assertThat(story.rows(Row.Said.class)).hasSize(1);
        assertThat(story.model.newest().get()).isTrue();
    }

    @Test
    void whatIsLoadedLaterIsLookedThroughWithoutLeavingThePlace() {
        story.before(Story.turns(story.session, 20));
        story.turn("Now", "Old answer, too.").known();
        find("old answer");
        int jumps = found().jumps();
        Row first = story.rows().get(1);
        story.model.seen(first, first, 100, 10_000);
        story.answerPage();
        settle();
        assertThat(found().matches()).hasSize(History.PAGE + 1);
        assertThat(found().at()).isEqualTo(History.PAGE);
        assertThat(found().jumps()).isEqualTo(jumps);
    }

    private void find(String words) {
        story.model.find().search(words);
        settle();
    }

    private void settle() {
        for (int i = 0; i < 20; i++) story.model.update();
    }

    private ThreadFind.Found found() {
        return story.model.find().found().get();
    }
}

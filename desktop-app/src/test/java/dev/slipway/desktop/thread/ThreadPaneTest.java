package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.shape.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.util.WaitForAsyncUtils;

class ThreadPaneTest {
    private Story story = new Story();
    private Window window;
    private ThreadPane pane;

    @AfterEach
    void close() {
        if (window != null) window.close();
    }

    @ParameterizedTest
    @CsvSource({"light", "dark"})
    void theWaysATurnCanEnd(ThemeChoice theme) {
        show(760, theme, s -> {
            s.created().begins("Try").says("I began to").ends(Outcome.stopped, null);
            s.begins("Again")
                    .happens(new SessionEvent.AnswerInterrupted(s.turn, BlockId.fresh(), "Half of a sentence that"));
            s.ends(
                    Outcome.failed,
                    "The key was refused (401). Set ANTHROPIC_API_KEY to a key that works, and send the prompt again.");
            s.begins("Which?")
                    .happens(
                            new SessionEvent.QuestionAsked(
                                    s.turn,
                                    new ToolCallId("q"),
                                    "Should the flag be called --shout or --loud?",
                                    List.of(
                                            "--shout",
                                            "--loud",
                                            "Neither: leave it out, because nobody asked for it and it makes the help longer than it need be")));
            s.done();
        });
        picture("thread-ends-" + theme);
        Button option = (Button) window.lookup(".option").queryAll().stream()
                .filter(node -> "--loud".equals(node.getAccessibleText()))
                .findFirst()
                .orElseThrow();
        window.clickOn(option);
        assertThat(story.connection.lastAsked().command().toString()).contains("--loud");
        assertThat(window.scene().getFocusOwner())
                .as("the keyboard stays in the thread when the options can't be pressed any more")
                .isInstanceOf(dev.slipway.desktop.flow.AnchoredFlow.class);
    }

    @Test
    void aCallOpensInItsPlaceWithAClick() {
        show(760, ThemeChoice.light, s -> {
            s.created();
            for (int i = 0; i < 6; i++) s.turn("Prompt " + i, "Some words.\n\nAnd more.");
            s.begins("go")
                    .tool("bash", "make", "{\"command\":\"make\"}", "line\n".repeat(100))
                    .done();
        });
        double before = top(story.row(Row.Call.class).key());
        window.clickOn("make");
        settle();
        assertThat(story.rows(Row.Lines.class)).isNotEmpty();
        assertThat(top(story.row(Row.Call.class).key())).isEqualTo(before);
        picture("thread-opened");
    }

    @Test
    void whoReadsAboveIsToldWhatIsNewBelow() {
        show(760, ThemeChoice.light, s -> {
            s.created();
            for (int i = 0; i < 20; i++) s.turn("Prompt " + i, "Some words.\n\nAnd more.");
        });
        Window.run(() -> flow().scrollBy(-200));
        settle();
        Row.Key key = flow().seen().get(2) instanceof Row row ? row.key() : null;
        double before = top(key);
        Window.run(() -> story.turn("New", "words"));
        settle();
        assertThat(top(key)).isEqualTo(before);
        picture("thread-new-below");
        window.clickOn("New below");
        settle();
        assertThat(flow().atEnd().get()).isTrue();
    }

    @Test
    void wordsAreFoundAlsoWhereTheyAreFoldedAway() {
        show(760, ThemeChoice.light, s -> {
            s.created().begins("go").tool("bash", "make", "{\"command\":\"make\"}", "a\nneedle here\n".repeat(3));
            s.says("words\n\n".repeat(40) + "and a Needle in the answer").done();
        });
        Window.run(pane::openFind);
        window.write("needle");
        settle();
        assertThat(story.model.find().found().get().matches()).hasSize(4);
        assertThat(story.model.find().found().get().at()).isEqualTo(3);
        picture("thread-find");
        window.type(javafx.scene.input.KeyCode.ENTER);
        settle();
        assertThat(story.model.find().found().get().at()).isZero();
        picture("thread-find-folded");
        assertThat(story.rows(Row.Lines.class)).isNotEmpty();
    }

    @Test
    void allThatIsFoundInViewIsMarkedAndTheCurrentOneMore() {
        show(760, ThemeChoice.light, s -> {
            s.created().begins("go").tool("bash", "needle", "{\"command\":\"needle\"}", "x");
            s.says("A needle, a needle and a needle").done();
        });
        Window.run(pane::openFind);
        window.write("needle");
        settle();
        int one = shapes(".marks-strong");
        assertThat(one).isPositive();
        assertThat(shapes(".marks")).isEqualTo(2 * one);
        Node call = window.lookup(".call").query();
        assertThat(call.getPseudoClassStates()).contains(PseudoClass.getPseudoClass("found"));
        picture("thread-find-marks");
        window.type(KeyCode.ESCAPE);
        settle();
        assertThat(shapes(".marks") + shapes(".marks-strong")).isZero();
    }

    private int shapes(String kind) {
        return window.lookup(kind).queryAll().stream()
                .mapToInt(path -> ((Path) path).getElements().size())
                .sum();
    }

    @Test
    void turnsAreGoneThroughOneByOne() {
        show(760, ThemeChoice.light, s -> {
            s.created();
            IntStream.range(0, 8).forEach(i -> s.turn("Prompt " + i, "Some words.\n\n".repeat(10)));
        });
        List<Row.Said> said = story.rows(Row.Said.class);
        Window.run(pane::previousTurn);
        settle();
        Window.run(pane::previousTurn);
        settle();
        assertThat(top(said.get(5).key())).isEqualTo(16);
        Window.run(pane::nextTurn);
        settle();
        assertThat(top(said.get(6).key())).isEqualTo(16);
    }

    @Test
    void olderTurnsComeWithoutMovingWhatIsRead() {
        story.before(Story.turns(story.session, 40));
        show(760, ThemeChoice.light, s -> s.turn("Now", "Here.\n\n".repeat(40)));
        Window.run(() -> flow().scrollToBeginning());
        settle();
        Row.Key now = story.row(Row.Said.class).key();
        double before = top(now);
        assertThat(before).isPositive();
        Window.run(story::answerPage);
        settle();
        assertThat(top(now)).isEqualTo(before);
        assertThat(story.connection.pages.size()).isLessThanOrEqualTo(2);
        window.picture("thread-older");
    }

    @Test
    void aBlockIsCopiedWithItsButton() {
        show(760, ThemeChoice.light, s -> s.created().turn("Write", "```java\nint i;\nint j;\n```"));
        Node block = pane.lookup(".lines-code");
        window.moveTo(block);
        window.picture("thread-copy");
        window.clickOn(block.lookup(".icon-button"));
        assertThat(story.navigation.copied).containsExactly("int i;\nint j;");
    }

    private void show(double width, ThemeChoice theme, Consumer<Story> tells) {
        window = Window.show(width, 800, theme, () -> {
            tells.accept(story);
            story.known();
            pane = new ThreadPane(story.model);
            return pane;
        });
        settle();
    }

    private void picture(String name) {
        settle();
        window.picture(name);
    }

    private double top(Row.Key key) {
        return Window.on(() -> flow().topOf(key));
    }

    @SuppressWarnings("unchecked")
    private dev.slipway.desktop.flow.AnchoredFlow<Row> flow() {
        return (dev.slipway.desktop.flow.AnchoredFlow<Row>) pane.lookup(".flow");
    }

    /// Two frames have gone by.
    static void settle() {
        for (int i = 0; i < 3; i++) {
            java.util.concurrent.CountDownLatch frame = new java.util.concurrent.CountDownLatch(1);
            Window.run(() -> new javafx.animation.AnimationTimer() {
                @Override
                public void handle(long now) {
                    stop();
                    frame.countDown();
                }
            }.start());
            try {
                assertThat(frame.await(30, java.util.concurrent.TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        WaitForAsyncUtils.waitForFxEvents();
    }
}

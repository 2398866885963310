package dev.slipway.desktop.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.desktop.Window;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testfx.robot.Motion;
import org.testfx.util.WaitForAsyncUtils;

class AnchoredFlowTest {
    private final TextRows cells = new TextRows();
    private final List<String> copied = new ArrayList<>();
    private Window window;
    private AnchoredFlow<TextRows.Row> flow;
    private Selection<TextRows.Row> selection;

    @BeforeEach
    void open() {
        window = Window.show(500, 400, ThemeChoice.light, () -> {
            flow = new AnchoredFlow<>(cells, 400);
            selection = new Selection<>(flow, cells, copied::add);
            return new StackPane(flow);
        });
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void itBeginsAtTheEnd() {
        show(TextRows.rows(0, 1000));
        assertThat(ids()).endsWith(999);
        assertThat(flow.atEnd().get()).isTrue();
    }

    @Test
    void aShortOneStandsAtTheTop() {
        show(TextRows.rows(0, 2));
        assertThat(top(0)).isEqualTo(16);
        assertThat(flow.atEnd().get()).isTrue();
    }

    @Test
    void onlyWhatIsInViewHasNodes() {
        show(TextRows.rows(0, 10_000));
        for (int i = 0; i < 30; i++) scroll(-300);
        assertThat(cells.made).isLessThan(80);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void nothingThatIsSeenMovesWhateverChangesAround(int seed) {
        List<TextRows.Row> rows = TextRows.rows(1000, 1400);
        show(rows);
        run(() -> flow.scrollTo(1200, 33));
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 20; i++) {
            change(rows, random);
            show(rows);
            assertThat(top(1200)).as("seed %d, step %d", seed, i).isCloseTo(33, within(1.0));
        }
    }

    /// Somewhere above or below the row 1200 and what is seen of the rows beside it.
    private static void change(List<TextRows.Row> rows, java.util.Random random) {
        int kept = rows.stream().map(TextRows.Row::id).toList().indexOf(1200);
        boolean above = random.nextBoolean();
        int at = above ? random.nextInt(kept) : kept + 1 + random.nextInt(rows.size() - kept - 1);
        int fresh = rows.stream().mapToInt(TextRows.Row::id).max().orElse(0) + 1;
        switch (random.nextInt(4)) {
            case 0 -> rows.addAll(at, TextRows.rows(fresh, fresh + 1 + random.nextInt(40)));
            case 1 -> rows.remove(at);
            case 2 -> rows.set(at, new TextRows.Row(rows.get(at).id(), "grown ".repeat(1 + random.nextInt(300))));
            default -> {
                int until = above ? kept : rows.size();
                rows.subList(at, Math.min(until, at + 30)).clear();
            }
        }
        if (kept + 10 > rows.size()) rows.addAll(TextRows.rows(fresh + 100, fresh + 200));
        if (above && at < 10) rows.addAll(0, TextRows.rows(fresh + 300, fresh + 330));
    }

    @Test
    void theEndIsFollowedWhileItIsInView() {
        List<TextRows.Row> rows = TextRows.rows(0, 100);
        show(rows);
        rows.add(new TextRows.Row(500, "new"));
        show(rows);
        assertThat(ids()).endsWith(500);
        rows.set(100, new TextRows.Row(500, "grown ".repeat(200)));
        show(rows);
        assertThat(flow.atEnd().get()).isTrue();
    }

    @Test
    void whoScrolledUpIsLeftAloneUntilTheEndIsInViewAgain() {
        List<TextRows.Row> rows = TextRows.rows(0, 100);
        show(rows);
        scroll(-50);
        assertThat(flow.atEnd().get()).isFalse();
        int seen = ids().getFirst();
        double before = top(seen);
        rows.add(new TextRows.Row(500, "new"));
        show(rows);
        assertThat(top(seen)).isEqualTo(before);
        scroll(1000);
        assertThat(flow.atEnd().get()).isTrue();
    }

    @Test
    void aRowThatIsTheSameKeepsItsNodeAndIsNotShownAnew() {
        List<TextRows.Row> rows = TextRows.rows(0, 50);
        show(rows);
        int shown = cells.shown;
        rows.set(49, new TextRows.Row(49, "other"));
        show(rows);
        assertThat(cells.shown).isEqualTo(shown + 1);
    }

    @Test
    void aHeldRowOpensInPlaceAlsoAtTheEnd() {
        List<TextRows.Row> rows = TextRows.rows(0, 50);
        show(rows);
        double before = top(48);
        run(() -> flow.hold(48));
        rows.set(48, new TextRows.Row(48, "opened ".repeat(400)));
        show(rows);
        assertThat(top(48)).isCloseTo(Math.max(16, before), within(1.0));
    }

    @Test
    void theKeysScroll() {
        show(TextRows.rows(0, 300));
        run(flow::requestFocus);
        window.type(KeyCode.HOME);
        settle();
        assertThat(ids()).startsWith(0);
        window.type(KeyCode.PAGE_DOWN);
        settle();
        assertThat(ids().getFirst()).isPositive();
        window.type(KeyCode.UP);
        settle();
        window.type(KeyCode.END);
        settle();
        assertThat(ids()).endsWith(299);
    }

    /// The headless robot's presses don't reach a thumb, so its bar is moved directly.
    @Test
    void theBarLeadsToAnyPlace() {
        show(TextRows.rows(0, 1000));
        ScrollBar bar = (ScrollBar) flow.lookup(".scroll-bar");
        run(() -> bar.setValue(bar.getMax() * 0.6));
        assertThat(ids().getFirst()).isBetween(500, 700);
        run(() -> bar.setValue(0));
        assertThat(ids()).startsWith(0);
        run(() -> bar.setValue(bar.getMax()));
        assertThat(flow.atEnd().get()).isTrue();
    }

    @Test
    void aNarrowerViewKeepsItsPlace() {
        show(TextRows.rows(0, 300));
        run(() -> flow.scrollTo(150, 40));
        window.resize(300, 400);
        settle();
        assertThat(top(150)).isCloseTo(40, within(1.0));
    }

    @Test
    void whatIsDraggedOverIsSelectedAndCopied() {
        show(List.of(
                new TextRows.Row(1, "The first row"),
                new TextRows.Row(2, "the second"),
                new TextRows.Row(3, "and the last")));
        window.moveTo(flow, Pos.TOP_LEFT, at(51, 20), Motion.DEFAULT);
        window.press(MouseButton.PRIMARY);
        window.moveTo(flow, Pos.TOP_LEFT, at(351, 56), Motion.DEFAULT);
        window.release(MouseButton.PRIMARY);
        settle();
        assertThat(Window.on(selection::text)).isEqualTo("The first row\nthe second\nand the last");
        window.press(KeyCode.CONTROL, KeyCode.C).release(KeyCode.C, KeyCode.CONTROL);
        assertThat(copied).containsExactly("The first row\nthe second\nand the last");
        window.picture("flow-selected");
    }

    @Test
    void twoClicksSelectAWord() {
        show(List.of(new TextRows.Row(1, "The first row"), new TextRows.Row(2, "the second")));
        window.moveTo(flow, Pos.TOP_LEFT, at(58, 22), Motion.DEFAULT);
        window.doubleClickOn(MouseButton.PRIMARY);
        assertThat(Window.on(selection::text)).isEqualTo("The");
    }

    @Test
    void threeClicksSelectARow() {
        show(List.of(new TextRows.Row(1, "The first row"), new TextRows.Row(2, "the second")));
        window.moveTo(flow, Pos.TOP_LEFT, at(58, 22), Motion.DEFAULT);
        window.doubleClickOn(MouseButton.PRIMARY).clickOn(MouseButton.PRIMARY);
        assertThat(Window.on(selection::text)).isEqualTo("The first row");
    }

    @Test
    void allIsSelectedAlsoWhatWasNeverInView() {
        show(TextRows.rows(0, 3000));
        run(flow::requestFocus);
        window.press(KeyCode.CONTROL, KeyCode.A).release(KeyCode.A, KeyCode.CONTROL);
        assertThat(Window.on(selection::text)).startsWith("Row 0 says").contains("\nRow 2999 says");
    }

    private static javafx.geometry.Point2D at(double x, double y) {
        return new javafx.geometry.Point2D(x, y);
    }

    private void show(List<TextRows.Row> rows) {
        run(() -> flow.show(List.copyOf(rows)));
    }

    private void scroll(double by) {
        run(() -> flow.scrollBy(by));
    }

    private void run(Runnable what) {
        Window.run(() -> {
            what.run();
            flow.layout();
        });
    }

    private static void settle() {
        WaitForAsyncUtils.waitForFxEvents();
    }

    private List<Integer> ids() {
        return Window.on(() -> {
            flow.layout();
            return flow.seen().stream().map(TextRows.Row::id).toList();
        });
    }

    private double top(int id) {
        return Window.on(() -> {
            flow.layout();
            return flow.topOf(id);
        });
    }
}

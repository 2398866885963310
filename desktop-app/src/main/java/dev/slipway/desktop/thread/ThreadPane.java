package dev.slipway.desktop.thread;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.action.Spot;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.design.Widths;
import dev.slipway.desktop.flow.AnchoredFlow;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.Selection;
import dev.slipway.desktop.prose.PieceNode;
import java.util.List;
import java.util.function.Supplier;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// The thread, as it is seen. Rows are made and shown once for each frame.
public final class ThreadPane extends StackPane {
    private static final double TOP = 16;

    private final ThreadModel model;
    private final AnchoredFlow<Row> flow;
    private final Selection<Row> selection;
    private final FindBar findBar;
    private final FoundMarks marks;
    private final ThreadSeek seek;
    private final Button pill;
    private final Runnable pulse = this::pulse;
    private final Timeline ticking = new Timeline(new KeyFrame(Duration.seconds(1), event -> tick()));
    private ThreadFind.@Nullable Match reveal;
    private int jumps;
    private long newsSeen;
    /// Of a button that is gone once it was pressed: its keyboard stays in the thread, instead of in whatever is next.
    static final String GONE = "gone-when-pressed";

    private final ReadOnlyBooleanWrapper latest = new ReadOnlyBooleanWrapper();
    private boolean toLatest;
    private boolean toFirst;

    public ThreadPane(ThreadModel model) {
        this.model = model;
        RowCells cells = new RowCells(model);
        flow = new AnchoredFlow<>(cells, Widths.COLUMN);
        selection = new Selection<>(flow, cells, model.navigation()::copy);
        findBar = new FindBar(model.find(), flow::requestFocus);
        marks = new FoundMarks(flow, model.find());
        seek = model.seek(match -> reveal = match);
        pill = Buttons.of("New below", this::showLatest);
        pill.setGraphic(Icons.of(Material2AL.ARROW_DOWNWARD, 14));
        pill.getStyleClass().add("below-pill");
        pill.setVisible(false);
        getStyleClass().add("thread");
        setAlignment(pill, Pos.BOTTOM_CENTER);
        setMargin(pill, new Insets(0, 0, 12, 0));
        setAlignment(findBar, Pos.TOP_RIGHT);
        setMargin(findBar, new Insets(8, 20, 0, 8));
        findBar.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        getChildren().setAll(flow, pill, findBar);
        PieceNode.style(this);
        Theme.style(this, ThreadPane.class, "thread.css");
        model.rows().addListener((property, before, now) -> rowsChanged(now));
        rowsChanged(model.rows().get());
        model.whenDirty(this::requestLayout);
        model.find().found().addListener((property, before, now) -> found(now));
        flow.onSeen(this::seen);
        flow.addEventFilter(ActionEvent.ACTION, event -> {
            if (event.getTarget() instanceof Node node && node.getStyleClass().contains(GONE)) flow.requestFocus();
        });
        flow.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.END) showLatest();
            if (event.getCode() == KeyCode.HOME) showFirst();
        });
        ticking.setCycleCount(Animation.INDEFINITE);
        sceneProperty().addListener((property, before, now) -> sceneChanged(before, now));
    }

    /// What can be done with the thread that is open.
    ///
    /// @param current null where none is open
    public static void add(Commands commands, Supplier<@Nullable ThreadPane> current) {
        commands.add(command("thread.previous", "Previous turn", "[", current, ThreadPane::previousTurn));
        commands.add(command("thread.next", "Next turn", "]", current, ThreadPane::nextTurn));
        commands.add(command("thread.first", "Go to the beginning", "Ctrl+Home", current, ThreadPane::showFirst));
        commands.add(command("thread.latest", "Go to the latest", "Ctrl+End", current, ThreadPane::showLatest));
        commands.add(command("thread.find", "Find in thread", "Ctrl+F", current, ThreadPane::openFind));
        commands.add(command(
                "thread.fork",
                "Fork this session",
                null,
                current,
                p -> p.model.past().forkNewest()));
        commands.add(command(
                "thread.undo",
                "Undo the last turn",
                null,
                current,
                p -> p.model.past().undoLast()));
    }

    private static Command command(
            String id,
            String title,
            @Nullable String keys,
            Supplier<@Nullable ThreadPane> current,
            java.util.function.Consumer<ThreadPane> run) {
        return Command.of(id, "Thread", title, keys, () -> {
                    ThreadPane pane = current.get();
                    if (pane != null) run.accept(pane);
                })
                .when(() -> current.get() != null);
    }

    /// Whether what happened last is in view.
    public ReadOnlyBooleanProperty latest() {
        return latest.getReadOnlyProperty();
    }

    /// Shows a place in the thread, which may have to be read first.
    public void show(Spot spot) {
        seek.to(spot);
    }

    public void openFind() {
        findBar.open();
    }

    public void showLatest() {
        model.toEnd();
        toLatest = true;
        toFirst = false;
        flow.scrollToEnd();
    }

    public void showFirst() {
        toLatest = false;
        flow.scrollToBeginning();
        model.toBeginning(() -> {
            toFirst = true;
            flow.scrollToBeginning();
        });
    }

    public void previousTurn() {
        List<Row> rows = model.rows().get();
        for (int i = firstSeen(rows); i >= 0; i--)
            if (rows.get(i) instanceof Row.Said said && !(flow.topOf(said.key()) > TOP - 1)) {
                flow.scrollTo(said.key(), TOP);
                return;
            }
        flow.scrollToBeginning();
    }

    public void nextTurn() {
        List<Row> rows = model.rows().get();
        for (int i = firstSeen(rows); i < rows.size(); i++)
            if (rows.get(i) instanceof Row.Said said && !(flow.topOf(said.key()) < TOP + 1)) {
                flow.scrollTo(said.key(), TOP);
                return;
            }
        flow.scrollToEnd();
    }

    private int firstSeen(List<Row> rows) {
        List<Row> seen = flow.seen();
        return seen.isEmpty() ? 0 : Math.max(0, rows.indexOf(seen.getFirst()));
    }

    private void sceneChanged(@Nullable Scene before, @Nullable Scene now) {
        if (before != null) before.removePreLayoutPulseListener(pulse);
        if (now != null) {
            now.addPreLayoutPulseListener(pulse);
            ticking.play();
            tick();
        } else ticking.stop();
    }

    private void pulse() {
        model.update();
        seek.step();
        ThreadFind.Match match = reveal;
        if (match != null && reveal(match)) reveal = null;
    }

    private void rowsChanged(List<Row> rows) {
        Row.Key toggled = model.takeToggled();
        if (toggled != null) {
            boolean above = flow.topOf(toggled) < 0 && !model.isOpen(toggled);
            if (above) flow.scrollTo(toggled, TOP);
            else flow.hold(toggled);
        }
        flow.follows(model.newest().get());
        flow.show(rows);
        if (toLatest) flow.scrollToEnd();
        if (toFirst) flow.scrollToBeginning();
        toLatest = toFirst = false;
    }

    private void seen() {
        selection.show();
        marks.show();
        List<Row> rows = flow.seen();
        if (!rows.isEmpty()) model.seen(rows.getFirst(), rows.getLast(), flow.above(), flow.below());
        boolean atLatest = flow.atEnd().get() && model.newest().get();
        latest.set(atLatest);
        if (atLatest) newsSeen = model.news().get();
        boolean news = model.news().get() > newsSeen;
        boolean far = !model.newest().get() || flow.below() > flow.getHeight();
        pill.setText(news ? "New below" : "Latest");
        pill.setVisible(!atLatest && (news || far));
    }

    private void found(ThreadFind.Found found) {
        if (found.jumps() == jumps) return;
        jumps = found.jumps();
        reveal = found.match();
        requestLayout();
    }

    private boolean reveal(ThreadFind.Match match) {
        Row row = rowOf(match.row());
        if (row == null) return false;
        String before =
                row.copied().substring(0, Math.min(match.from(), row.copied().length()));
        double within = row instanceof Row.Lines
                ? (Texts.lines(before) - 1) * LineStack.LINE
                : before.length() * 6.6 / PieceNode.MEASURE * 20;
        flow.scrollTo(match.row(), flow.getHeight() / 3 - within);
        selection.select(new Selection.Place(match.row(), match.from()), new Selection.Place(match.row(), match.to()));
        return true;
    }

    private @Nullable Row rowOf(Row.Key key) {
        for (Row row : model.rows().get()) if (row.key().equals(key)) return row;
        return null;
    }

    private void tick() {
        model.tick();
        long now = model.now().get();
        for (Cell<Row> cell : flow.cells()) if (cell instanceof RowCells.Ticking ticks) ticks.tick(now);
    }
}

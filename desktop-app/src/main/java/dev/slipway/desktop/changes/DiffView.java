package dev.slipway.desktop.changes;

import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import org.jspecify.annotations.Nullable;

/// Rows under one another that are scrolled through; only those in view have nodes. The name of the file that is being
/// read stays at the top. What changes above doesn't move what is read.
final class DiffView extends Region {
    private static final double BAR = 12;
    private static final Font MONO = Font.font("JetBrains Mono", 12);

    private final ChangesModel changes;
    private final DiffModel model;
    private final Group rows = new Group();
    private final RowNodes nodes;
    private final FileRow sticky;
    private final Region edge = new Region();
    private final ScrollBar down = new ScrollBar();
    private final ScrollBar across = new ScrollBar();
    private final Rectangle clip = new Rectangle();
    private final Rectangle rowsClip = new Rectangle();
    private final double charWidth = charWidth();
    private Heights heights = new Heights(List.of());
    private CodeStrip.Measure measure = new CodeStrip.Measure(charWidth, 3, 0);
    private double codeWidth;
    private double top;
    private int stuck = -1;
    private @Nullable Row anchor;
    private double anchorOffset;

    DiffView(ChangesModel changes) {
        this.changes = changes;
        model = changes.diff();
        nodes = new RowNodes(changes, rows);
        sticky = new FileRow(changes);
        setId("diff");
        getStyleClass().add("diff");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_VIEW);
        setAccessibleText("Diff");
        rows.setManaged(false);
        rows.setClip(rowsClip);
        sticky.getStyleClass().add("diff-sticky");
        sticky.setVisible(false);
        edge.getStyleClass().add("diff-edge");
        edge.setMouseTransparent(true);
        down.setOrientation(Orientation.VERTICAL);
        down.setFocusTraversable(false);
        across.setFocusTraversable(false);
        getChildren().addAll(rows, sticky, down, across, edge);
        setClip(clip);
        down.valueProperty().addListener((property, before, now) -> scrollTo(now.doubleValue()));
        across.valueProperty().addListener((property, before, now) -> scrollAcross(now.doubleValue()));
        heightProperty().addListener((property, before, now) -> looked());
        addEventHandler(ScrollEvent.SCROLL, this::wheel);
        model.rows().addListener((property, before, now) -> changed(now));
        model.selection().addListener((property, before, now) -> selected());
        model.jump().addListener((property, before, now) -> jump(now));
        new DiffMouse(this, model).listen();
        new DiffKeys(this, changes).listen();
        changed(model.rows().get());
    }

    private static double charWidth() {
        Text text = new Text("0".repeat(100));
        text.setFont(MONO);
        return text.getLayoutBounds().getWidth() / 100;
    }

    private void changed(List<Row> now) {
        Row read = anchor;
        int place = read == null ? -1 : Places.find(now, read);
        heights = new Heights(now);
        int digits = Columns.digits(now);
        codeWidth = (Columns.widest(now) + 4) * charWidth;
        measure = new CodeStrip.Measure(charWidth, digits, measure.left());
        nodes.forget();
        stuck = -1;
        scrollTo(place < 0 ? Math.min(top, most()) : heights.top(place) + anchorOffset);
        requestLayout();
    }

    private void selected() {
        nodes.select(model.selection().get());
        sticky.select(model.selection().get().holds(stuck), Selection.Side.both);
    }

    /// Goes to a height, in pixels from the first row's.
    void scrollTo(double wanted) {
        top = Math.clamp(wanted, 0, most());
        int first = heights.at(top);
        anchor = first < 0 ? null : model.rows().get().get(first);
        anchorOffset = first < 0 ? 0 : top - heights.top(first);
        looked();
        requestLayout();
    }

    void scrollBy(double pixels) {
        scrollTo(top + pixels);
    }

    void scrollAcross(double wanted) {
        double now = Math.clamp(wanted, 0, mostAcross());
        if (now == measure.left()) return;
        measure = new CodeStrip.Measure(charWidth, measure.digits(), now);
        nodes.measure(measure);
        requestLayout();
    }

    void scrollAcrossBy(double pixels) {
        scrollAcross(measure.left() + pixels);
    }

    double page() {
        return Math.max(CodeStrip.HEIGHT, body() - FileRow.HEIGHT - CodeStrip.HEIGHT);
    }

    /// Tells the model what is seen, which reads what is missing.
    private void looked() {
        int first = heights.at(top);
        if (first >= 0 && getHeight() > 0) model.inView(first, heights.at(top + body()));
    }

    private double most() {
        return Math.max(0, heights.all() - body());
    }

    private double mostAcross() {
        double half = model.isSplit() ? Math.floor((getWidth() - BAR) / 2) : getWidth() - BAR;
        return Math.max(0, codeWidth - (half - measure.gutter(model.isSplit() ? 1 : 2)));
    }

    private double body() {
        return Math.max(0, getHeight() - (across.isVisible() ? BAR : 0));
    }

    private void wheel(ScrollEvent event) {
        boolean sideways = event.isShiftDown() || Math.abs(event.getDeltaX()) > Math.abs(event.getDeltaY());
        double moved = event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
        if (sideways) scrollAcrossBy(-moved);
        else scrollBy(-event.getDeltaY());
        event.consume();
    }

    private void jump(DiffModel.@Nullable Jump to) {
        if (to == null || to.row() >= model.rows().get().size()) return;
        boolean file = model.rows().get().get(to.row()) instanceof Row.File;
        double under = file ? 0 : FileRow.HEIGHT;
        double begin = heights.top(to.row()) - under;
        double end = heights.top(to.row() + 1);
        double context = file ? 0 : 2 * CodeStrip.HEIGHT;
        if (to.top()) scrollTo(begin - context);
        else if (begin < top) scrollTo(begin);
        else if (end > top + body()) scrollTo(end - body());
    }

    /// The row at a place in this view, or −1.
    int rowAt(double y) {
        if (sticky.isVisible() && y >= 0 && y < sticky.getLayoutY() + FileRow.HEIGHT) return stuck;
        return heights.at(top + y);
    }

    Selection.Side sideAt(double x) {
        if (!model.isSplit()) return Selection.Side.both;
        return x < (getWidth() - BAR) / 2 ? Selection.Side.left : Selection.Side.right;
    }

    @Override
    protected void layoutChildren() {
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        across.setVisible(mostAcross() > 0);
        rowsClip.setWidth(getWidth());
        rowsClip.setHeight(body());
        double width = Math.max(0, getWidth() - BAR);
        if (top > most()) top = most();
        bars(width);
        edge.resizeRelocate(0, 0, getWidth(), getHeight());
        int first = heights.at(top);
        int last = heights.at(top + body());
        if (first < 0) nodes.keep(0, -1);
        else rows(first, last, width);
        stick(first, width);
        selected();
    }

    private void rows(int first, int last, double width) {
        nodes.keep(first, last);
        List<Row> all = model.rows().get();
        for (int i = first; i <= last; i++) {
            RowNode node = nodes.node(i, all.get(i), measure);
            node.resizeRelocate(0, heights.top(i) - top, width, Heights.of(all.get(i)));
        }
        // New nodes would be without colours and fonts in this frame.
        rows.applyCss();
    }

    private void stick(int first, double width) {
        List<Row> all = model.rows().get();
        int file = first < 0 ? -1 : Places.fileOf(all, first);
        boolean needed = file >= 0 && heights.top(file) < top;
        sticky.setVisible(needed);
        if (!needed) {
            stuck = -1;
            return;
        }
        if (stuck != file) sticky.show(all.get(file), measure);
        stuck = file;
        int next = Places.nextFile(all, first);
        double pushed = next < 0 ? 0 : Math.min(0, heights.top(next) - top - FileRow.HEIGHT);
        sticky.resizeRelocate(0, pushed, width, FileRow.HEIGHT);
    }

    private void bars(double width) {
        down.setVisible(most() > 0);
        down.setMax(most());
        down.setVisibleAmount(heights.all() == 0 ? 1 : most() * body() / heights.all());
        down.setUnitIncrement(3 * CodeStrip.HEIGHT);
        down.setBlockIncrement(page());
        down.setValue(top);
        down.resizeRelocate(width, 0, BAR, body());
        across.setMax(mostAcross());
        across.setVisibleAmount(mostAcross() * 0.5);
        across.setUnitIncrement(8 * charWidth);
        across.setBlockIncrement(40 * charWidth);
        across.setValue(Math.min(measure.left(), mostAcross()));
        across.resizeRelocate(0, getHeight() - BAR, width, BAR);
    }
}

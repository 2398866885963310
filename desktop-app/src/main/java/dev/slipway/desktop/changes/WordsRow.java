package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.Buttons;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// Words in a file's rows: a note with what can be done about it, or lines that are not shown and open with a click.
final class WordsRow extends RowNode {
    static final double NOTE_HEIGHT = 36;
    static final double GAP_HEIGHT = 28;
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final Label words = new Label();
    private final Label heading = new Label();
    private final Button action;
    private final HBox box;
    private String path = "";

    WordsRow(DiffModel model) {
        words.getStyleClass().addAll("text-faint", "text-small");
        words.setMinWidth(0);
        heading.getStyleClass().addAll("text-faint", "mono");
        heading.setMinWidth(0);
        action = Buttons.of("", () -> model.act(path));
        action.setFocusTraversable(false);
        action.setMinWidth(Region.USE_PREF_SIZE);
        action.getStyleClass().add("small");
        box = new HBox(8, words, heading, action);
        box.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(box);
    }

    @Override
    void show(Row row, CodeStrip.Measure measure) {
        path = row.path();
        if (row instanceof Row.Note note) show(Visible.line(note.words()), "", note.action(), "diff-note");
        if (row instanceof Row.Gap gap) show(words(gap), Visible.line(gap.heading()), null, "diff-gap");
    }

    private static String words(Row.Gap gap) {
        if (gap.count() < 0) return "⋯ Show the rest of the file";
        return "⋯ Show " + gap.count() + (gap.count() == 1 ? " line" : " lines");
    }

    private void show(String text, String part, @org.jspecify.annotations.Nullable String offered, String style) {
        words.setText(text);
        words.setMinWidth(part.isEmpty() ? 0 : USE_PREF_SIZE);
        heading.setText(part);
        heading.setVisible(!part.isEmpty());
        heading.setManaged(!part.isEmpty());
        action.setText(offered == null ? "" : offered);
        action.setVisible(offered != null);
        action.setManaged(offered != null);
        box.getStyleClass().setAll(style);
        setAccessibleText(text);
    }

    @Override
    void select(boolean selected, Selection.Side side) {
        box.pseudoClassStateChanged(CURRENT, selected);
    }

    @Override
    protected void layoutChildren() {
        box.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}

package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.protocol.FileChange;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// A file's name above its rows, with what can be done with it. A click folds the file.
final class FileRow extends RowNode {
    static final double HEIGHT = 36;
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final FontIcon chevron = Icons.of(Material2AL.EXPAND_MORE, 16);
    private final FileName name = new FileName();
    private final Label counts = new Label();
    private final Label removed = new Label();
    private final HBox box;
    private static final int TOOLTIP = 72;
    private final Tooltip whole = new Tooltip();
    private String path = "";

    FileRow(ChangesModel model) {
        counts.getStyleClass().addAll("text-small", "text-green");
        removed.getStyleClass().addAll("text-small", "text-red");
        counts.setMinWidth(Region.USE_PREF_SIZE);
        removed.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(name, Priority.ALWAYS);
        box = new HBox(
                8,
                chevron,
                name,
                counts,
                removed,
                Buttons.icon(Material2AL.CONTENT_COPY, "Copy the path", () -> model.copyPath(path)),
                Buttons.icon(Material2MZ.OPEN_IN_NEW, "Open in your editor (O)", () -> model.open(path, 1)));
        box.getChildren().forEach(child -> child.setFocusTraversable(false));
        box.setAlignment(Pos.CENTER_LEFT);
        box.getStyleClass().add("diff-file");
        Tooltip.install(name, whole);
        getChildren().add(box);
    }

    @Override
    void show(Row row, CodeStrip.Measure measure) {
        if (!(row instanceof Row.File file)) return;
        FileChange change = file.change();
        path = change.path();
        chevron.setIconCode(file.folded() ? Material2AL.CHEVRON_RIGHT : Material2AL.EXPAND_MORE);
        name.show(change);
        counts.setText(change.addedLines() == 0 ? "" : "+" + change.addedLines());
        removed.setText(change.removedLines() == 0 ? "" : "−" + change.removedLines());
        whole.setText(Wrapping.cut(Visible.line(path), TOOLTIP));
        setAccessibleText(change.kind() + " " + Visible.line(path) + (file.folded() ? ", folded" : ""));
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

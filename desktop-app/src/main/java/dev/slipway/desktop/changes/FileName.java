package dev.slipway.desktop.changes;

import dev.slipway.protocol.FileChange;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// What became of a file in a letter, its name strong, and its folder faint. The folder gives way first.
final class FileName extends HBox {
    private final Label kind = new Label();
    private final Label name = new Label();
    private final Label folder = new Label();

    FileName() {
        super(8);
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0);
        kind.getStyleClass().addAll("mono", "file-kind");
        kind.setMinWidth(USE_PREF_SIZE);
        name.getStyleClass().add("text-strong");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(80);
        folder.getStyleClass().addAll("text-faint", "text-small");
        folder.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        folder.setMinWidth(0);
        folder.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(folder, Priority.ALWAYS);
        getChildren().addAll(kind, name, folder);
    }

    void show(FileChange change) {
        String path = Visible.line(change.path()).replace('\t', '␉');
        int slash = path.lastIndexOf('/');
        name.setText(path.substring(slash + 1));
        folder.setText(slash < 0 ? "" : path.substring(0, slash));
        String colour = switch (change.kind()) {
            case added -> "text-green";
            case modified -> "text-amber";
            case deleted -> "text-red";
        };
        kind.setText(
                switch (change.kind()) {
                    case added -> "A";
                    case modified -> "M";
                    case deleted -> "D";
                });
        kind.getStyleClass().setAll("label", "mono", "file-kind", colour);
    }

    @Override
    protected double computePrefWidth(double height) {
        return kind.prefWidth(height) + name.prefWidth(height) + folder.prefWidth(height) + 2 * getSpacing();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - kind.prefWidth(-1) - 2 * getSpacing();
        double wanted = name.prefWidth(-1);
        name.setMaxWidth(Math.max(0, Math.min(wanted, room)));
        name.setMinWidth(Math.min(wanted, Math.max(0, room)));
        super.layoutChildren();
    }
}

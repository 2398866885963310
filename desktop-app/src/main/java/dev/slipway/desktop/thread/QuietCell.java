package dev.slipway.desktop.thread;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// A quiet line: a notice, or something to choose.
final class QuietCell implements Cell<Row> {
    private final ThreadModel model;
    private final SelectableText text = new SelectableText();
    private final HBox node = new HBox(8);
    private boolean chooses;

    QuietCell(ThreadModel model) {
        this.model = model;
        text.setLineSpacing(3);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(600);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Quiet quiet)) return;
        Row.Does does = quiet.does();
        chooses = does != null;
        node.getStyleClass().setAll("quiet", "quiet-" + quiet.kind());
        node.setAlignment(quiet.kind() == Row.Quiet.Kind.beginning ? Pos.CENTER_LEFT : Pos.TOP_LEFT);
        if (does != null) {
            Button button = Buttons.of(quiet.text(), () -> model.run(does));
            button.getStyleClass().addAll("flat", "quiet-button");
            node.getChildren().setAll(button);
            return;
        }
        text.show(List.of(new Part(quiet.text(), quiet.kind() == Row.Quiet.Kind.problem ? "t red" : "t faint", null)));
        node.getChildren().setAll(text);
        Ikon icon = icon(quiet.kind());
        if (icon != null) node.getChildren().addFirst(Icons.of(icon, 14));
    }

    @Override
    public List<SelectableText> texts() {
        return chooses ? List.of() : List.of(text);
    }

    private static @org.jspecify.annotations.Nullable Ikon icon(Row.Quiet.Kind kind) {
        return switch (kind) {
            case note -> Material2AL.INFO;
            case problem -> Material2AL.ERROR_OUTLINE;
            case interrupted -> Material2AL.LINK_OFF;
            case notice -> Material2MZ.REMOVE;
            case beginning, reading, empty -> null;
        };
    }
}

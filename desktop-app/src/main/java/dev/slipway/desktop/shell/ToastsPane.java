package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// The toasts, where nobody writes: below the list of sessions, or in a narrow window under the head. What lies beside
/// them can be clicked.
final class ToastsPane extends VBox {
    private static final double WIDEST = Columns.LEFT - 16;
    private static final double WIDEST_ALONE = 440;
    private static final int LONGEST_LINE = 24;
    private static final Insets BESIDE = new Insets(8);
    private static final double UNDER_HEAD = 64;

    private final ToastsModel model;
    private final ReadOnlyBooleanProperty narrow;
    private final DoubleProperty above = new SimpleDoubleProperty();
    private @Nullable Node focused;

    ToastsPane(ToastsModel model, ReadOnlyBooleanProperty narrow) {
        super(8);
        this.model = model;
        this.narrow = narrow;
        setId("toasts");
        setPickOnBounds(false);
        setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
        // A toast goes when it is clicked: the keyboard stays where it was.
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> focused = getScene().getFocusOwner());
        addEventFilter(ActionEvent.ACTION, event -> {
            if (focused != null && focused.getScene() == getScene()) focused.requestFocus();
            focused = null;
        });
        model.shown().addListener((ListChangeListener<Toast>) change -> show());
        narrow.subscribe(() -> {
            place();
            show();
        });
        above.subscribe(this::place);
    }

    /// What stands above the head stays in sight.
    ///
    /// @param height of that, in pixels
    void below(ObservableValue<Number> height) {
        above.bind(height);
    }

    private void place() {
        boolean now = narrow.get();
        StackPane.setAlignment(this, now ? Pos.TOP_CENTER : Pos.BOTTOM_LEFT);
        StackPane.setMargin(this, now ? new Insets(UNDER_HEAD + above.get(), 16, 0, 16) : BESIDE);
    }

    private void show() {
        getChildren().setAll(model.shown().stream().map(this::toast).toList());
        setVisible(!getChildren().isEmpty());
    }

    private Node toast(Toast toast) {
        Label words = new Label();
        Wrapping.show(words, toast.text(), LONGEST_LINE);
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(12, words);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMaxWidth(narrow.get() ? WIDEST_ALONE : WIDEST);
        line.getStyleClass().addAll("toast", "toast-" + toast.kind());
        String action = toast.action();
        if (action != null) {
            Button act = Buttons.of(action, () -> model.act(toast));
            act.getStyleClass().addAll("flat", "toast-action");
            act.setMinWidth(Region.USE_PREF_SIZE);
            line.getChildren().add(act);
        }
        Button close = Buttons.icon(Material2AL.CLOSE, "Dismiss", () -> model.dismiss(toast));
        close.setMinWidth(Region.USE_PREF_SIZE);
        line.getChildren().add(close);
        return line;
    }
}

package dev.slipway.desktop.flow;

import java.util.List;
import javafx.scene.layout.Region;

/// What is seen of one row while it is near the view.
public interface Cell<R> {
    Region node();

    void show(R row);

    /// What can be selected in it, in reading order.
    default List<SelectableText> texts() {
        return List.of();
    }

    /// It is out of view; it may be given another row later.
    default void gone() {}
}

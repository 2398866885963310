package dev.slipway.desktop.sessions;

import dev.slipway.desktop.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// What a person sees of a list.
final class ShownRows {
    private ShownRows() {}

    static void laidOut(Window window) {
        org.testfx.util.WaitForAsyncUtils.waitForFxEvents();
        Window.run(() -> window.scene().getRoot().layout());
    }

    static List<String> titles(Window window) {
        laidOut(window);
        return Window.on(() -> window.lookup(".session-line").queryAllAs(SessionLine.class).stream()
                .filter(line -> line.getScene() != null && line.isVisible())
                .sorted(Comparator.comparingDouble(SessionLine::getLayoutY))
                .map(line -> Objects.requireNonNull(line.row()).title())
                .toList());
    }
}

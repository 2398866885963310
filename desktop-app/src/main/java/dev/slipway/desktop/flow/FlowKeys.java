package dev.slipway.desktop.flow;

import javafx.scene.input.KeyEvent;
import javafx.scene.input.ScrollEvent;

/// What wheel, touchpad and keys do to a flow.
final class FlowKeys {
    private static final double LINE = 40;

    private FlowKeys() {}

    static void install(AnchoredFlow<?> flow) {
        flow.addEventHandler(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() == 0) return;
            flow.scrollBy(-event.getDeltaY());
            event.consume();
        });
        flow.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(flow, event));
    }

    private static void pressed(AnchoredFlow<?> flow, KeyEvent event) {
        if (event.isAltDown() || event.isShiftDown()) return;
        double page = Math.max(LINE, flow.getHeight() - LINE);
        switch (event.getCode()) {
            case UP -> flow.scrollBy(-LINE);
            case DOWN -> flow.scrollBy(LINE);
            case PAGE_UP -> flow.scrollBy(-page);
            case PAGE_DOWN -> flow.scrollBy(page);
            case HOME -> flow.scrollToBeginning();
            case END -> flow.scrollToEnd();
            default -> {
                return;
            }
        }
        event.consume();
    }
}

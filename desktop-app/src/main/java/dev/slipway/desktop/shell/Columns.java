package dev.slipway.desktop.shell;

import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Cursor;
import javafx.scene.Node;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Up to three columns as there is room: left and right as wide as the person drew them, the middle what is left.
/// Under [#NARROW] pixels only one is seen; under [#WIDE] the right one takes the middle's place.
final class Columns extends Pane {
    static final double NARROW = 720;
    static final double WIDE = 1160;
    static final double LEFT = 280;
    static final double RIGHT = 520;
    private static final double LEAST_LEFT = 200;
    private static final double LEAST_MIDDLE = 400;
    private static final double LEAST_RIGHT = 360;
    private static final double GRIP = 6;

    private final Region leftGrip = grip();
    private final Region rightGrip = grip();
    private @Nullable Node left;
    private @Nullable Node middle;
    private @Nullable Node right;
    private boolean middleWanted;
    private double leftWidth;
    private double rightWidth;
    private Runnable resized = () -> {};

    Columns(double leftWidth, double rightWidth) {
        this.leftWidth = leftWidth > 0 ? leftWidth : LEFT;
        this.rightWidth = rightWidth > 0 ? rightWidth : RIGHT;
        getStyleClass().add("columns");
        leftGrip.setOnMouseDragged(e -> dragged(sceneToLocal(e.getSceneX(), 0).getX(), this.rightWidth));
        rightGrip.setOnMouseDragged(e -> dragged(
                this.leftWidth, getWidth() - sceneToLocal(e.getSceneX(), 0).getX()));
        leftGrip.setOnMouseReleased(e -> resized.run());
        rightGrip.setOnMouseReleased(e -> resized.run());
    }

    double leftWidth() {
        return leftWidth;
    }

    double rightWidth() {
        return rightWidth;
    }

    void onResized(Runnable what) {
        resized = what;
    }

    /// @param newRight null for none
    /// @param middleFirst whether a narrow window shows the middle rather than the left
    void show(Node newLeft, @Nullable Node newMiddle, @Nullable Node newRight, boolean middleFirst) {
        left = newLeft;
        middle = newMiddle;
        right = newRight;
        middleWanted = middleFirst;
        var shown = new java.util.ArrayList<Node>();
        shown.add(newLeft);
        if (newMiddle != null) shown.add(newMiddle);
        if (newRight != null) shown.add(newRight);
        shown.add(leftGrip);
        shown.add(rightGrip);
        if (!getChildren().equals(shown)) getChildren().setAll(shown);
        requestLayout();
    }

    private void dragged(double newLeft, double newRight) {
        leftWidth = Math.clamp(newLeft, LEAST_LEFT, Math.max(LEAST_LEFT, getWidth() / 2));
        rightWidth = Math.clamp(newRight, LEAST_RIGHT, Math.max(LEAST_RIGHT, getWidth() * 0.7));
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        boolean narrow = width < NARROW;
        boolean wide = width >= WIDE;
        boolean rightSeen = right != null;
        boolean middleSeen = middle != null && (wide || !rightSeen) && (!narrow || middleWanted);
        boolean leftSeen = !narrow || !(middleSeen || rightSeen);
        double x = 0;
        if (leftSeen) x = narrow ? width : Math.min(leftWidth, width - LEAST_MIDDLE);
        double end = width;
        if (rightSeen) end = middleSeen ? Math.max(x + LEAST_MIDDLE, width - rightWidth) : x;
        place(left, leftSeen, 0, x);
        place(middle, middleSeen, x, end - x);
        place(right, rightSeen, end, width - end);
        placeGrip(leftGrip, leftSeen && !narrow, x);
        placeGrip(rightGrip, rightSeen && middleSeen, end);
    }

    private void place(@Nullable Node node, boolean seen, double x, double width) {
        if (node == null) return;
        node.setVisible(seen && width > 0);
        if (seen) layoutInArea(node, x, 0, width, getHeight(), 0, HPos.LEFT, VPos.TOP);
    }

    private void placeGrip(Region grip, boolean seen, double x) {
        grip.setVisible(seen);
        grip.resizeRelocate(x - GRIP / 2, 0, GRIP, getHeight());
    }

    private static Region grip() {
        Region grip = new Region();
        grip.setCursor(Cursor.H_RESIZE);
        grip.setManaged(false);
        return grip;
    }
}

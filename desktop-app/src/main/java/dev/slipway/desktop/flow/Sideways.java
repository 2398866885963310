package dev.slipway.desktop.flow;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// Shows what may be wider than there is room, and moves it sideways: with the touchpad, with Shift and the wheel, and
/// with a bar where there is one. It never takes the wheel from the flow around it.
public final class Sideways extends Region {
    private static final double BAR = 8;

    /// How far things are moved together.
    public static final class Offset {
        private final DoubleProperty x = new SimpleDoubleProperty();
        private double room;

        /// So much is hidden of the widest of them.
        void atLeast(double hidden) {
            room = Math.max(room, hidden);
        }
    }

    private final Region content;
    private final ScrollBar bar = new ScrollBar();
    private final Rectangle clip = new Rectangle();
    private final ChangeListener<Number> moved = (property, before, now) -> requestLayout();
    private Offset offset;
    private boolean withBar;
    private double wide;

    public Sideways(Region content) {
        this.content = content;
        offset = new Offset();
        bar.getStyleClass().add("sideways");
        getChildren().addAll(content, bar);
        setClip(clip);
        bar.valueProperty().addListener((property, before, now) -> offset.x.set(now.doubleValue()));
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        move(offset, true);
    }

    /// @param together shared with what is moved along
    /// @param bar whether the bar is shown here, if there is something to move
    public void move(Offset together, boolean bar) {
        offset.x.removeListener(moved);
        offset = together;
        offset.x.addListener(moved);
        withBar = bar;
        requestLayout();
    }

    /// It is out of view.
    public void gone() {
        offset.x.removeListener(moved);
    }

    @Override
    protected double computePrefWidth(double height) {
        return content.prefWidth(-1);
    }

    @Override
    protected double computePrefHeight(double width) {
        boolean barred = withBar && width > 0 && content.prefWidth(-1) > width;
        return content.prefHeight(-1) + (barred ? BAR + 4 : 0);
    }

    @Override
    protected void layoutChildren() {
        wide = Math.max(getWidth(), content.prefWidth(-1));
        double hidden = wide - getWidth();
        offset.atLeast(hidden);
        double x = Math.clamp(offset.x.get(), 0, Math.max(0, hidden));
        content.resizeRelocate(snapPositionX(-x), 0, wide + Math.max(0, offset.room - hidden), getHeight());
        clip.setWidth(getWidth());
        clip.setHeight(getHeight());
        bar.setVisible(withBar && offset.room > 0);
        if (!bar.isVisible()) return;
        bar.resizeRelocate(0, getHeight() - BAR, getWidth(), BAR);
        bar.setMax(offset.room);
        bar.setVisibleAmount(offset.room * Math.max(0.06, getWidth() / (getWidth() + offset.room)));
        bar.setValue(Math.clamp(offset.x.get(), 0, offset.room));
    }

    private void scrolled(ScrollEvent event) {
        double by = event.isShiftDown() && event.getDeltaX() == 0 ? event.getDeltaY() : event.getDeltaX();
        boolean sideways = Math.abs(by) > Math.abs(event.getDeltaY()) || event.isShiftDown();
        if (offset.room <= 0 || by == 0 || !sideways) return;
        offset.x.set(Math.clamp(offset.x.get() - by, 0, offset.room));
        event.consume();
    }
}

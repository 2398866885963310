package dev.slipway.desktop.design;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// People who are somewhere now: a few small circles that overlap, and how many more there are.
public final class Faces extends Region {
    private static final double FACE = 20;
    private static final double STEP = 16;
    private static final double GAP = 4;

    private final int most;
    private final Label more = new Label();
    private List<String> shown = List.of();

    /// @param most that are shown, from 1
    public Faces(int most) {
        this.most = most;
        more.getStyleClass().addAll("text-small", "text-faint");
        setMinWidth(USE_PREF_SIZE);
    }

    /// @param names of the people, the most important one first
    public void show(List<String> names) {
        if (names.equals(shown)) return;
        shown = List.copyOf(names);
        List<Node> nodes = new ArrayList<>();
        for (String name : names.subList(0, Math.min(most, names.size()))) {
            Avatar face = new Avatar(name);
            face.getStyleClass().add("avatar-here");
            nodes.add(face);
        }
        more.setText(names.size() > most ? "+" + (names.size() - most) : "");
        if (names.size() > most) nodes.add(more);
        getChildren().setAll(nodes);
        setAccessibleText(String.join(", ", names));
        requestLayout();
    }

    @Override
    protected double computePrefWidth(double height) {
        if (shown.isEmpty()) return 0;
        double faces = FACE + STEP * (Math.min(most, shown.size()) - 1);
        return shown.size() > most ? faces + GAP + Math.ceil(more.prefWidth(-1)) : faces;
    }

    @Override
    protected double computePrefHeight(double width) {
        return FACE;
    }

    @Override
    protected void layoutChildren() {
        double x = 0;
        for (Node node : getChildren()) {
            boolean last = node == more;
            double width = last ? Math.ceil(more.prefWidth(-1)) : FACE;
            double at = last ? x - STEP + FACE + GAP : x;
            layoutInArea(node, at, 0, width, getHeight(), 0, javafx.geometry.HPos.LEFT, VPos.CENTER);
            x += STEP;
        }
    }
}

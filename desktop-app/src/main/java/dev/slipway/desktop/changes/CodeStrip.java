package dev.slipway.desktop.changes;

import dev.slipway.desktop.changes.DiffLine.Sign;
import dev.slipway.desktop.code.Highlighter;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.Path;
import javafx.scene.shape.Rectangle;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// One line of code with its numbers, sign, ground, marks and colours; empty where there is no line. Used again and
/// again for other lines.
final class CodeStrip extends Region {
    static final double HEIGHT = 20;
    private static final double GAP = 8;
    private static final double SIGN = 16;
    /// Wider than any line, so that none wraps.
    private static final double UNBOUNDED = 100_000;
    private static final PseudoClass SELECTED = PseudoClass.getPseudoClass("selected");

    /// What all strips of a view have in common. Immutable.
    ///
    /// @param left how far the code is scrolled sideways, in pixels
    record Measure(double charWidth, int digits, double left) {
        double gutter(int numbers) {
            return numbers * (GAP + digits * charWidth) + GAP + SIGN;
        }
    }

    private final Region ground = new Region();
    private final Region chosen = new Region();
    private final Text[] numbers;
    private final Text sign = new Text();
    private final Path marks = new Path();
    private final TextFlow flow = new TextFlow();
    private final Group code = new Group(marks, flow);
    private final Region window = new Window();
    private final Rectangle clip = new Rectangle();
    private Measure measure = new Measure(7, 3, 0);
    private List<Words.Range> words = List.of();

    /// @param numbers how many numbers it shows: old and new, or one of them
    CodeStrip(int numbers) {
        this.numbers = new Text[numbers];
        getChildren().addAll(ground, chosen);
        for (int i = 0; i < numbers; i++) {
            this.numbers[i] = new Text();
            this.numbers[i].getStyleClass().add("diff-number");
            getChildren().add(this.numbers[i]);
        }
        sign.getStyleClass().add("diff-sign");
        chosen.getStyleClass().add("diff-chosen");
        marks.setStroke(null);
        marks.setManaged(false);
        flow.setManaged(false);
        flow.setTabSize(Columns.TAB);
        code.setManaged(false);
        window.setClip(clip);
        getChildren().addAll(sign, window);
        for (var child : getChildren()) child.setManaged(false);
        setMouseTransparent(true);
    }

    /// Holds the code and shows a part of it.
    private final class Window extends Region {
        Window() {
            getChildren().add(code);
        }
    }

    /// @param line null for none
    /// @param shown the numbers, as many as it was made for; 0 for none
    void show(@Nullable DiffLine line, int[] shown, Highlighter.Line look, List<Words.Range> changed, Measure how) {
        measure = how;
        words = changed;
        for (int i = 0; i < numbers.length; i++) numbers[i].setText(shown[i] == 0 ? "" : Integer.toString(shown[i]));
        ground.getStyleClass().setAll(line == null ? "diff-absent" : groundOf(line.sign()));
        sign.setText(line == null ? "" : signOf(line.sign()));
        flow.getChildren().setAll(line == null ? List.of() : texts(line, look));
        marks.getElements().clear();
        if (line != null && !changed.isEmpty())
            marks.getStyleClass().setAll(line.sign() == Sign.removed ? "word-removed" : "word-added");
        requestLayout();
    }

    void select(boolean now) {
        chosen.pseudoClassStateChanged(SELECTED, now);
    }

    void measure(Measure how) {
        measure = how;
        requestLayout();
    }

    private static List<Text> texts(DiffLine line, Highlighter.Line look) {
        List<Text> texts = new ArrayList<>();
        int left = Columns.MOST_SHOWN;
        for (Highlighter.Span span : look.spans()) {
            String part = span.text().length() > left ? span.text().substring(0, left) : span.text();
            left -= part.length();
            texts.add(text(Visible.line(part), "tint-" + span.tint()));
            if (left == 0) break;
        }
        if (line.text().length() > Columns.MOST_SHOWN)
            texts.add(text(" … " + (line.text().length() - Columns.MOST_SHOWN) + " more characters", "diff-aside"));
        if (!line.ended()) texts.add(text("  no newline at the end", "diff-aside"));
        return texts;
    }

    private static Text text(String words, String style) {
        Text text = new Text(words);
        text.getStyleClass().add(style);
        return text;
    }

    private static String groundOf(Sign sign) {
        return switch (sign) {
            case context -> "diff-kept";
            case added -> "diff-added";
            case removed -> "diff-removed";
        };
    }

    private static String signOf(Sign sign) {
        return switch (sign) {
            case context -> "";
            case added -> "+";
            case removed -> "−";
        };
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        ground.resizeRelocate(0, 0, width, height);
        chosen.resizeRelocate(0, 0, width, height);
        double column = GAP + measure.digits() * measure.charWidth();
        double base = (height - 16) / 2;
        for (int i = 0; i < numbers.length; i++) {
            double digits = numbers[i].getText().length() * measure.charWidth();
            place(numbers[i], (i + 1) * column - digits, base);
        }
        double gutter = measure.gutter(numbers.length);
        place(sign, gutter - SIGN, base);
        window.resizeRelocate(gutter, 0, Math.max(0, width - gutter), height);
        clip.setWidth(Math.max(0, width - gutter));
        clip.setHeight(height);
        code.setLayoutX(-measure.left());
        flow.resizeRelocate(0, base, UNBOUNDED, height);
        mark();
    }

    private static void place(Text text, double x, double top) {
        text.setLayoutX(x);
        text.setLayoutY(top - text.getLayoutBounds().getMinY());
    }

    private void mark() {
        if (words.isEmpty() || !marks.getElements().isEmpty()) return;
        for (Words.Range word : words) {
            if (word.from() >= Columns.MOST_SHOWN) break;
            int to = Math.min(word.to(), Columns.MOST_SHOWN);
            marks.getElements().addAll(flow.getRangeShape(word.from(), to, false));
        }
        marks.setLayoutY(flow.getLayoutY());
    }
}

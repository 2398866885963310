package dev.slipway.desktop.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.text.Text;

/// Rows of plain words for the tests of a flow, and how often one was measured.
final class TextRows implements Cells<TextRows.Row> {
    record Row(int id, String text) {}

    int made;
    int shown;

    /// Of different heights.
    static List<Row> rows(int from, int to) {
        return new ArrayList<>(IntStream.range(from, to)
                .mapToObj(i -> new Row(i, "Row " + i + " says" + " something".repeat(1 + i % 7 * 9)))
                .toList());
    }

    @Override
    public Object key(Row row) {
        return row.id();
    }

    @Override
    public double estimate(Row row, double width) {
        return 20;
    }

    @Override
    public Cell<Row> cell(Row row) {
        made++;
        TextCell cell = new TextCell();
        cell.show(row);
        return cell;
    }

    @Override
    public boolean fits(Row shown, Row next) {
        return true;
    }

    @Override
    public String text(Row row) {
        return row.text();
    }

    private final class TextCell implements Cell<Row> {
        private final SelectableText text = new SelectableText();
        private final Text part = new Text();
        private final StackPane node = new StackPane(text);

        TextCell() {
            text.set(List.of(part));
        }

        @Override
        public Region node() {
            return node;
        }

        @Override
        public void show(Row row) {
            shown++;
            part.setText(row.text());
            text.changed();
        }

        @Override
        public List<SelectableText> texts() {
            return List.of(text);
        }
    }
}

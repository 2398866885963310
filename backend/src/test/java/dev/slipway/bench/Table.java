package dev.slipway.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Figures as people read them.
final class Table {
    private static final List<String> HEAD =
            List.of("", "median", "p90", "p99", "n", "beside it, in the same run", "median", "ratio");

    private Table() {}

    static String of(String title, List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        for (Figure figure : figures) rows.add(row(figure));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows)
            for (int i = 0; i < widths.length; i++)
                widths[i] = Math.max(widths[i], row.get(i).length());
        StringBuilder table = new StringBuilder(title).append('\n');
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) line.append("  ").append(padded(row.get(i), widths[i], isWords(i)));
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static List<String> row(Figure figure) {
        Samples samples = figure.samples();
        return List.of(
                figure.name() + (figure.unit().equals("ms") ? "" : ", " + figure.unit()),
                number(samples.median()),
                number(samples.percentile(90)),
                number(samples.percentile(99)),
                Integer.toString(samples.count()),
                figure.reference() == null ? "–" : figure.reference(),
                number(figure.referenceMedian()),
                number(figure.ratio()));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) return "–";
        return String.format(Locale.ROOT, value == 0 || value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String padded(String cell, int width, boolean left) {
        String room = " ".repeat(width - cell.length());
        return left ? cell + room : room + cell;
    }

    private static boolean isWords(int column) {
        return column == 0 || column == 5;
    }
}

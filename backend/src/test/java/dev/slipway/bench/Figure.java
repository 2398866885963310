package dev.slipway.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One row of a table. Immutable, if nothing is added to its samples any more.
///
/// @param unit `ms`, `MB`, `kB` or what is counted
/// @param reference the peer or limit that was measured in the same run, in words; null for none
/// @param beside what it took; null where there is none
record Figure(
        String bench,
        String name,
        String unit,
        Samples samples,
        @Nullable String reference,
        @Nullable Samples beside) {

    static Figure alone(String bench, String name, String unit, Samples samples) {
        return new Figure(bench, name, unit, samples, null, null);
    }

    static Figure of(String bench, String name, Samples samples, String reference, Samples beside) {
        return new Figure(bench, name, "ms", samples, reference, beside);
    }

    /// NaN where there is nothing to compare with.
    double referenceMedian() {
        return beside == null ? Double.NaN : beside.median();
    }

    /// How many times the reference this takes; NaN where there is none.
    double ratio() {
        return referenceMedian() == 0 ? Double.NaN : samples.median() / referenceMedian();
    }

    /// One line; what has no value is null.
    String json() {
        return "{\"bench\":" + text(bench) + ",\"figure\":" + text(name) + ",\"unit\":" + text(unit) + ",\"n\":"
                + samples.count() + ",\"median\":" + number(samples.median()) + ",\"p90\":"
                + number(samples.percentile(90)) + ",\"p99\":" + number(samples.percentile(99)) + ",\"reference\":"
                + text(reference) + ",\"referenceMedian\":" + number(referenceMedian()) + ",\"ratio\":"
                + number(ratio()) + "}";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package dev.slipway.bench;

import java.util.Arrays;

/// What was measured of one thing, in the order it came. For one thread at a time.
final class Samples {
    private double[] values = new double[64];
    private int count;

    static Samples of(double... values) {
        Samples samples = new Samples();
        for (double value : values) samples.add(value);
        return samples;
    }

    void add(double value) {
        if (count == values.length) values = Arrays.copyOf(values, 2 * count);
        values[count++] = value;
    }

    void addAll(Samples others) {
        for (int i = 0; i < others.count; i++) add(others.values[i]);
    }

    void addNanos(long nanos) {
        add(nanos / 1e6);
    }

    int count() {
        return count;
    }

    double median() {
        return percentile(50);
    }

    /// The smallest value that so many of a hundred don't exceed; NaN where there is none.
    double percentile(double percent) {
        if (count == 0) return Double.NaN;
        double[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100 * count);
        return sorted[Math.max(0, rank - 1)];
    }
}

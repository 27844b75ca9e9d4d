package dev.taximeter.stats;

import org.jspecify.annotations.Nullable;

/**
 * Quantiles of a sample, and where the true quantile may lie.
 *
 * <p>A quantile here is the nearest rank: the ⌈np⌉-th smallest value, definition 1 of Hyndman and Fan, "Sample Quantiles
 * in Statistical Packages", The American Statistician 50(4), 1996. It is always a value that was measured.
 */
public final class Quantiles {
    /** n·p may miss a whole number by rounding alone; so much less is still that number. */
    private static final double ROUNDING = 1e-9;

    private Quantiles() {}

    /**
     * The 1-based rank ⌈np⌉.
     *
     * @param n number of values, at least 1
     * @param p in (0..1]
     */
    public static int rank(long n, double p) {
        if (n < 1 || !(p > 0 && p <= 1)) {
            throw new IllegalArgumentException("no rank for n=%d, p=%s".formatted(n, p));
        }
        return (int) Math.clamp((long) Math.ceil(n * p - ROUNDING), 1, n);
    }

    /**
     * The nearest-rank quantile.
     *
     * @param sorted ascending, at least one value
     * @param p in (0..1]
     */
    public static double nearestRank(double[] sorted, double p) {
        return sorted[rank(sorted.length, p) - 1];
    }

    /** How many values lie below this one. */
    static int below(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * A confidence interval of the p-quantile, from order statistics of as many values as the series is worth. Null where
     * those are too few for two ends.
     *
     * @param size made of the same values as they came
     * @param sorted the values, ascending
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static @Nullable Interval interval(EffectiveSize size, double[] sorted, double p, double confidence) {
        double effective = size.prudentAtQuantile(p);
        return effective >= OrderStatistics.minimumTwoSided(p, confidence)
                ? OrderStatistics.interval(sorted, effective, p, confidence)
                : null;
    }
}

package dev.taximeter.stats;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Quantiles of a sample, and where the true quantile may lie.
 *
 * <p>A quantile here is the nearest rank: the ⌈np⌉-th smallest value, definition 1 of Hyndman and Fan, "Sample Quantiles
 * in Statistical Packages", The American Statistician 50(4), 1996. It is always a value that was measured.
 */
public final class Quantiles {
    /** n·p may miss a whole number by rounding alone; so much less is still that number. */
    private static final double ROUNDING = 1e-9;

    /** From this share of n on, the effective size makes no difference worth an approximation. */
    private static final double MATERIAL_RATIO = 0.9;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

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

    /**
     * A confidence interval of the p-quantile. Successive values that are alike tell less than their number: when the
     * effective size is clearly smaller than n, the interval runs between the quantiles at p ± z·√(p(1−p)/n_eff);
     * otherwise it is the distribution-free one of {@link OrderStatistics}. An end that the data cannot give is infinite.
     *
     * @param inOrder the values as they came, at least one
     * @param sorted the same values, ascending
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static Interval interval(double[] inOrder, double[] sorted, double p, double confidence) {
        int n = sorted.length;
        double effective = EffectiveSize.ofQuantile(inOrder, nearestRank(sorted, p));
        if (effective >= MATERIAL_RATIO * n) {
            return OrderStatistics.interval(sorted, p, confidence);
        }
        double z = NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
        double half = z * Math.sqrt(p * (1 - p) / effective);
        double low = p - half > 0 ? nearestRank(sorted, p - half) : Double.NEGATIVE_INFINITY;
        double high = p + half < 1 ? nearestRank(sorted, p + half) : Double.POSITIVE_INFINITY;
        return new Interval(low, high, confidence);
    }
}

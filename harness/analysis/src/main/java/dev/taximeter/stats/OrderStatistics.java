package dev.taximeter.stats;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Distribution-free confidence intervals of a quantile. The r-th smallest of n values lies below the true quantile with
 * the probability that a Beta(r, n + 1 − r) variable lies below p, whatever the values' distribution; an interval runs
 * between the ranks that leave half of the remaining probability on either side. Hahn and Meeker, "Statistical
 * Intervals", 2nd ed. 2017, §5.2.
 */
public final class OrderStatistics {
    /** Enough for a millionth of a rank among a billion values. */
    private static final int HALVINGS = 50;

    private OrderStatistics() {}

    /**
     * The two-sided interval of values that are worth {@code effective} independent ones. Its ends lie between ranks, by a
     * straight line: whole ranks would cover up to 98.5 % where 95 % was said. Hutson, "Calculating Nonparametric Confidence
     * Intervals for Quantiles Using Fractional Order Statistics", Journal of Applied Statistics 26(3), 1999. An end that no
     * value can give is infinite.
     *
     * @param sorted ascending, at least one value
     * @param effective in (0..n], n for independent values
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static Interval interval(double[] sorted, double effective, double p, double confidence) {
        double tail = (1 - confidence) / 2;
        double scale = (sorted.length + 1) / (effective + 1);
        double low = scale * fractionalRank(effective, p, 1 - tail);
        double high = scale * fractionalRank(effective, p, tail);
        return new Interval(
                low < 1 ? Double.NEGATIVE_INFINITY : at(sorted, low),
                high > sorted.length ? Double.POSITIVE_INFINITY : at(sorted, high),
                confidence);
    }

    /** The rank r in 0..n+1 for which Beta(r, n + 1 − r) lies below p with this probability. */
    private static double fractionalRank(double n, double p, double probability) {
        double low = 0;
        double high = n + 1;
        for (int i = 0; i < HALVINGS; i++) {
            double rank = (low + high) / 2;
            if (BetaDistribution.of(rank, n + 1 - rank).cumulativeProbability(p) > probability) {
                low = rank;
            } else {
                high = rank;
            }
        }
        return (low + high) / 2;
    }

    private static double at(double[] sorted, double rank) {
        int below = Math.clamp((int) rank, 1, sorted.length);
        double share = rank - below;
        return share <= 0 ? sorted[below - 1] : sorted[below - 1] * (1 - share) + sorted[below] * share;
    }

    /**
     * The smallest n whose two-sided interval has two finite ends: the largest value lies above the quantile with
     * probability 1 − pⁿ, the smallest one below it with 1 − (1−p)ⁿ, and each may fail in half of the remaining
     * probability.
     *
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static int minimumTwoSided(double p, double confidence) {
        return minimumFor(Math.max(p, 1 - p), (1 - confidence) / 2);
    }

    /**
     * The smallest n that gives a finite one-sided upper limit.
     *
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static int minimumOneSided(double p, double confidence) {
        return minimumFor(p, 1 - confidence);
    }

    private static int minimumFor(double p, double risk) {
        return (int) Math.ceil(Math.log(risk) / Math.log(p));
    }
}

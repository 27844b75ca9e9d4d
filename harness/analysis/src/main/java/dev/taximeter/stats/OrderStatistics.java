package dev.taximeter.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Distribution-free confidence intervals of a quantile. With B ~ Binomial(n, p), the number of values below the true
 * quantile, the interval [x₍l₎, x₍u₎] covers it with probability P(l ≤ B ≤ u − 1); l and u leave at most half of the
 * remaining probability on each side. Hahn and Meeker, "Statistical Intervals", 2nd ed. 2017, §5.2.
 */
public final class OrderStatistics {
    private OrderStatistics() {}

    /**
     * The 1-based ranks of an interval's ends.
     *
     * @param low 0 when no value can be a lower end
     * @param high {@code n + 1} when no value can be an upper end
     * @param n number of values
     */
    public record Ranks(int low, int high, int n) {
        /** Whether both ends are values of the sample. */
        public boolean finite() {
            return low >= 1 && high <= n;
        }
    }

    /**
     * The ranks of the two-sided interval with equal tails.
     *
     * @param n number of values, at least 1
     * @param p of the quantile, in (0..1)
     * @param confidence in (0..1)
     */
    public static Ranks ranks(int n, double p, double confidence) {
        double tail = (1 - confidence) / 2;
        BinomialDistribution below = BinomialDistribution.of(n, p);
        int low = below.inverseCumulativeProbability(tail);
        int high = below.inverseCumulativeProbability(1 - tail) + 1;
        return new Ranks(low, high, n);
    }

    /**
     * The two-sided interval; an end that no value can give is infinite.
     *
     * @param sorted ascending, at least one value
     * @param p in (0..1)
     * @param confidence in (0..1)
     */
    public static Interval interval(double[] sorted, double p, double confidence) {
        Ranks ranks = ranks(sorted.length, p, confidence);
        return new Interval(
                ranks.low() < 1 ? Double.NEGATIVE_INFINITY : sorted[ranks.low() - 1],
                ranks.high() > ranks.n() ? Double.POSITIVE_INFINITY : sorted[ranks.high() - 1],
                confidence);
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

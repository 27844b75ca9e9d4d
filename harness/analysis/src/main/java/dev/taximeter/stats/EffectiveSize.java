package dev.taximeter.stats;

import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How many independent values a series is worth.
 *
 * <p>n_eff = n / (1 + 2·Σρₖ), where ρₖ is the autocorrelation of the indicator "at or above the quantile". The sum is cut
 * by Geyer's initial positive sequence: sums of neighbouring pairs ρ₂ₘ + ρ₂ₘ₊₁ are taken while they are positive (Geyer,
 * "Practical Markov Chain Monte Carlo", Statistical Science 7(4), 1992, §3.3).
 *
 * <p>ρₖ is estimated twice, and the smaller n_eff holds. Once from the marked values themselves, which sees slow values
 * that come in a row but is blurred where few are marked. Once from the ranks of all values ({@link RankMemory}), which
 * sees a slow drift of the whole series long before its tail shows it.
 *
 * <p>Of four values above the 99th percentile two may stand side by side by chance, and would halve n_eff. So n stays n
 * unless such coincidences are more than chance gives: among n values of which m are marked, about m²/n pairs at any
 * distance are both marked, nearly by a Poisson law where m is small, and with less spread than that where it is not.
 *
 * <p>Made for one series and asked for several of its quantiles. Immutable.
 */
public final class EffectiveSize {
    /** Longer memory than this is not looked for; it bounds the work on long series. */
    static final int LONGEST_LAG = 1_000;

    /** Chance that independent values are taken for dependent ones, at most, by either estimate. */
    static final double SIGNIFICANCE = 0.01;

    /**
     * Where successive values are alike, n_eff is itself an estimate, and intervals of few effective values would be too
     * narrow for it. Taking n_eff · n_eff / (n_eff + 20) makes up for that in the simulations of docs/statistics.md, and
     * leaves large n_eff as they are.
     */
    private static final double PRUDENCE = 20;

    private final double[] inOrder;
    private final RankMemory ranks;

    /** @param inOrder the values as they came, at least one; not copied */
    public EffectiveSize(double[] inOrder) {
        this.inOrder = inOrder;
        this.ranks = new RankMemory(inOrder);
    }

    /** The number of values. */
    public int n() {
        return inOrder.length;
    }

    /**
     * The effective size for a quantile.
     *
     * @param p in (0..1)
     * @return in (0..n]; n when likeness of neighbours cannot be shown
     */
    public double atQuantile(double p) {
        return n() / Math.max(inflationOfMarked(ranks.quantile(p)), ranks.inflation(p));
    }

    /**
     * The effective size for the share of values at or above a limit.
     *
     * @param limit any number
     * @return in (0..n]
     */
    public double atLimit(double limit) {
        int n = n();
        double below = n - countAtLeast(limit);
        double p = Math.clamp(below / n, 1.0 / (n + 1), n / (n + 1.0));
        return n / Math.max(inflationOfMarked(limit), ranks.inflation(p));
    }

    /** How many values lie at or above the limit. */
    int countAtLeast(double limit) {
        return coincidences(marked(limit), 0);
    }

    /**
     * The effective size that an interval may be built on: n for independent values, else less than
     * {@link #atQuantile}, which may have erred.
     *
     * @param p in (0..1)
     */
    double prudentAtQuantile(double p) {
        double effective = atQuantile(p);
        return effective < n() ? effective * effective / (effective + PRUDENCE) : effective;
    }

    /** 1 + 2·Σρₖ of the indicator "at or above", at least 1. */
    private double inflationOfMarked(double quantile) {
        int n = n();
        boolean[] marked = rarerSide(marked(quantile));
        double m = coincidences(marked, 0);
        double share = m / n;
        double variance = share * (1 - share);
        if (variance == 0) {
            return 1;
        }
        double pairs = 0;
        double seen = -m;
        int lag = 0;
        while (lag + 1 < Math.min(n, LONGEST_LAG)) {
            double both = coincidences(marked, lag) + coincidences(marked, lag + 1);
            double pair = (both / n - 2 * share * share) / variance;
            if (pair <= 0) {
                break;
            }
            pairs += pair;
            seen += both;
            lag += 2;
        }
        double inflation = 2 * pairs - 1;
        return inflation > 1 && moreThanChance(seen, (lag - 1) * share * m) ? inflation : 1;
    }

    private static boolean moreThanChance(double seen, double expected) {
        return PoissonDistribution.of(expected).survivalProbability((int) seen - 1) < SIGNIFICANCE;
    }

    private boolean[] marked(double quantile) {
        boolean[] marked = new boolean[inOrder.length];
        for (int i = 0; i < marked.length; i++) {
            marked[i] = inOrder[i] >= quantile;
        }
        return marked;
    }

    /** The marks, or their opposites when those are fewer: both have the same ρₖ. */
    private static boolean[] rarerSide(boolean[] marked) {
        if (2 * coincidences(marked, 0) > marked.length) {
            for (int i = 0; i < marked.length; i++) {
                marked[i] = !marked[i];
            }
        }
        return marked;
    }

    /** Pairs at this distance that are both marked. */
    private static int coincidences(boolean[] marked, int lag) {
        int both = 0;
        for (int i = lag; i < marked.length; i++) {
            both += marked[i] && marked[i - lag] ? 1 : 0;
        }
        return both;
    }
}

package dev.taximeter.stats;

import org.apache.commons.statistics.distribution.PoissonDistribution;

/**
 * How many independent values a series is worth.
 *
 * <p>n_eff = n / (1 + 2·Σρₖ), where ρₖ is the autocorrelation of the indicator "at or above the quantile". The sum is cut
 * by Geyer's initial positive sequence: sums of neighbouring pairs ρ₂ₘ + ρ₂ₘ₊₁ are taken while they are positive (Geyer,
 * "Practical Markov Chain Monte Carlo", Statistical Science 7(4), 1992, §3.3).
 *
 * <p>Of four values above the 99th percentile two may stand side by side by chance, and would halve n_eff. So n stays n
 * unless such coincidences are more than chance gives: among n values of which m are marked, about m²/n pairs at any
 * distance are both marked, nearly by a Poisson law where m is small, and with less spread than that where it is not.
 */
public final class EffectiveSize {
    /** Longer memory than this is not looked for; it bounds the work on long series. */
    private static final int LONGEST_LAG = 1_000;

    /** Chance that independent values are taken for dependent ones, at most. */
    private static final double SIGNIFICANCE = 0.01;

    private EffectiveSize() {}

    /**
     * The effective size for a quantile.
     *
     * @param inOrder the values as they came, at least one
     * @param quantile the value of the quantile
     * @return in (0..n]; n when all values lie on the same side, or when likeness of neighbours cannot be shown
     */
    public static double ofQuantile(double[] inOrder, double quantile) {
        int n = inOrder.length;
        boolean[] marked = rarerSide(inOrder, quantile);
        double m = coincidences(marked, 0);
        double share = m / n;
        double variance = share * (1 - share);
        if (variance == 0) {
            return n;
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
        return inflation > 1 && moreThanChance(seen, (lag - 1) * share * m) ? n / inflation : n;
    }

    private static boolean moreThanChance(double seen, double expected) {
        return PoissonDistribution.of(expected).survivalProbability((int) seen - 1) < SIGNIFICANCE;
    }

    /** Marks the values at or above the quantile, or the others when they are fewer: both have the same ρₖ. */
    private static boolean[] rarerSide(double[] inOrder, double quantile) {
        int n = inOrder.length;
        boolean[] marked = new boolean[n];
        int above = 0;
        for (int i = 0; i < n; i++) {
            marked[i] = inOrder[i] >= quantile;
            above += marked[i] ? 1 : 0;
        }
        if (2 * above > n) {
            for (int i = 0; i < n; i++) {
                marked[i] = !marked[i];
            }
        }
        return marked;
    }

    /** Pairs at this distance that are both marked. */
    private static double coincidences(boolean[] marked, int lag) {
        int both = 0;
        for (int i = lag; i < marked.length; i++) {
            both += marked[i] && marked[i - lag] ? 1 : 0;
        }
        return both;
    }
}

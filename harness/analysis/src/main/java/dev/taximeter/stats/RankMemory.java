package dev.taximeter.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The autocorrelation of a series by its ranks, and what it means for a quantile.
 *
 * <p>Each value is replaced by the normal score Φ⁻¹((rank − ½)/n), so that no outlier weighs; r₁, r₂, … are their
 * autocorrelations, cut by Geyer's initial positive sequence. When two values have normal scores of correlation r, their
 * indicators "above the p-quantile" have the correlation ρ = (Φ₂(h, h; r) − p²) / (p(1 − p)) with h = Φ⁻¹(p), and Φ₂ is p²
 * plus the integral of exp(−h²/(1 + sin u))/2π over u from 0 to asin r (Sheppard; Owen, "Tables for Computing Bivariate
 * Normal Probabilities", Annals of Mathematical Statistics 27, 1956). Immutable.
 */
final class RankMemory {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final int STEPS = 24;

    /** |r| is kept below 1, where the integrand has no limit. */
    private static final double LARGEST = 0.9999;

    private final double[] sorted;
    private final double[] correlations;

    RankMemory(double[] inOrder) {
        sorted = inOrder.clone();
        Arrays.sort(sorted);
        double[] scores = Arrays.stream(inOrder).map(this::score).toArray();
        correlations = correlations(scores);
    }

    /** The nearest-rank quantile of the series. */
    double quantile(double p) {
        return Quantiles.nearestRank(sorted, p);
    }

    /** 1 + 2·Σρₖ at the p-quantile, at least 1; 1 when likeness of neighbours cannot be shown. */
    double inflation(double p) {
        double threshold = NORMAL.inverseCumulativeProbability(p);
        double sum =
                Arrays.stream(correlations).map(r -> ofIndicators(r, threshold)).sum();
        return Math.max(1, 1 + 2 * sum / (p * (1 - p)));
    }

    /** r₁, r₂, … as far as Geyer's sequence goes; empty when r₁ may be chance. */
    private static double[] correlations(double[] scores) {
        int n = scores.length;
        double squares = product(scores, 0);
        double critical = NORMAL.inverseSurvivalProbability(EffectiveSize.SIGNIFICANCE) / Math.sqrt(n);
        int longest = Math.min(n, EffectiveSize.LONGEST_LAG);
        if (longest < 2 || squares == 0 || product(scores, 1) / squares <= critical) {
            return new double[0];
        }
        double[] found = new double[longest];
        int lag = 0;
        while (lag + 1 < longest) {
            found[lag] = product(scores, lag) / squares;
            found[lag + 1] = product(scores, lag + 1) / squares;
            if (found[lag] + found[lag + 1] <= 0) {
                break;
            }
            lag += 2;
        }
        return Arrays.copyOfRange(found, 1, lag);
    }

    /** The normal score; equal values share the middle of their ranks. */
    private double score(double value) {
        double middle = (Quantiles.below(sorted, value) + Quantiles.below(sorted, Math.nextUp(value))) / 2.0;
        return NORMAL.inverseCumulativeProbability(middle / sorted.length);
    }

    private static double product(double[] scores, int lag) {
        double sum = 0;
        for (int i = lag; i < scores.length; i++) {
            sum += scores[i] * scores[i - lag];
        }
        return sum;
    }

    /** The covariance of the indicators: Φ₂(h, h; r) − p², by the midpoint rule. */
    private static double ofIndicators(double r, double threshold) {
        double angle = Math.asin(Math.clamp(r, -LARGEST, LARGEST));
        double step = angle / STEPS;
        double square = threshold * threshold;
        return IntStream.range(0, STEPS)
                        .mapToDouble(i -> Math.exp(-square / (1 + Math.sin((i + 0.5) * step))))
                        .sum()
                * step
                / (2 * Math.PI);
    }
}

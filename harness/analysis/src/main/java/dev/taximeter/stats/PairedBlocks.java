package dev.taximeter.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.jspecify.annotations.Nullable;

/**
 * Two samples block by block: the logarithms of the ratios of one quantile. What a block did to both cancels before
 * anything is averaged, so that the weather of a run costs no power. For quantiles that each block knows well; a p99 of
 * fifty values is their largest, and belongs into {@link BlockPermutation}.
 * Immutable.
 */
public final class PairedBlocks {
    /** Values beyond the quantile that a block must have on its rarer side, so that its quantile is not an extreme. */
    private static final double FEWEST_BEYOND = 5;

    private final double[] logRatios;

    /** @param logRatios ln(candidate / baseline), one a block */
    PairedBlocks(double... logRatios) {
        this.logRatios = logRatios.clone();
    }

    /**
     * The pairs of blocks that know this quantile.
     *
     * @param candidate with as many blocks as the baseline, in the same order
     * @param p in (0..1)
     */
    public static PairedBlocks of(Blocks candidate, Blocks baseline, double p) {
        double fewest = FEWEST_BEYOND / Math.min(p, 1 - p);
        return new PairedBlocks(IntStream.range(0, candidate.count())
                .filter(b -> Math.min(candidate.block(b).length, baseline.block(b).length) >= fewest)
                .mapToDouble(b -> Math.log(quantile(candidate.block(b), p) / quantile(baseline.block(b), p)))
                .filter(Double::isFinite)
                .toArray());
    }

    /** The number of pairs. */
    public int count() {
        return logRatios.length;
    }

    /** Student's paired t-test of "no difference", two-sided; empty with too few pairs, or without spread. */
    public OptionalDouble studentP() {
        return decidable()
                ? OptionalDouble.of(TTest.withDefaults().test(logRatios).getPValue())
                : OptionalDouble.empty();
    }

    /** Wilcoxon's signed-rank test of the same, which no single odd block can sway; empty likewise. */
    public OptionalDouble wilcoxonP() {
        return decidable()
                ? OptionalDouble.of(
                        WilcoxonSignedRankTest.withDefaults().test(logRatios).getPValue())
                : OptionalDouble.empty();
    }

    /** Student's interval of the ratio, the geometric mean over blocks; null with too few pairs, or without spread. */
    public @Nullable Interval ratio(double confidence) {
        if (!decidable()) {
            return null;
        }
        double t = TDistribution.of(count() - 1.0).inverseSurvivalProbability((1 - confidence) / 2);
        double half = t * Means.standardDeviation(logRatios) / Math.sqrt(count());
        double mean = Means.mean(logRatios);
        return new Interval(Math.exp(mean - half), Math.exp(mean + half), confidence);
    }

    private boolean decidable() {
        return count() >= Blocks.FEWEST && Means.standardDeviation(logRatios) > 0;
    }

    private static double quantile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return Quantiles.nearestRank(sorted, p);
    }
}

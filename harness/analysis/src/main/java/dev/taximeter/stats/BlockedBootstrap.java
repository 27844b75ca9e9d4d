package dev.taximeter.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Confidence intervals from resampling whole blocks with replacement, so that likeness within a block cannot narrow them.
 * Two samples that share their blocks are resampled together: what a block did to both cancels in their ratio.
 *
 * <p>The interval runs between percentiles of the resamples. Those of few blocks are too narrow; so the tail α/2 is
 * replaced by Φ(−√(B/(B−1))·t(α/2; B−1)): the expanded percentile interval of Hesterberg, "What Teachers Should Know About
 * the Bootstrap", The American Statistician 69(4), 2015. The same seed gives the same interval.
 *
 * @param resamples how many, at least 100
 * @param seed of the draws
 */
public record BlockedBootstrap(int resamples, long seed) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /**
     * The interval of a statistic.
     *
     * @param blocks with at least two filled blocks, else null is returned
     * @return null when the statistic does not exist, e.g. the standard deviation of one value
     */
    public @Nullable Interval interval(Blocks blocks, BlockStatistic statistic, double confidence) {
        if (blocks.filled() < 2) {
            return null;
        }
        return between(blocks.count(), blocks.filled(), confidence, reweighted(blocks, statistic));
    }

    /**
     * The interval of a statistic of one's own.
     *
     * @param units that are drawn, at least 0
     * @param statistic of how often each unit was drawn; NaN when that draw has none
     * @return null for fewer than two units, or when most draws have no statistic
     */
    public @Nullable Interval interval(int units, ToDoubleFunction<int[]> statistic, double confidence) {
        return units < 2 ? null : between(units, units, confidence, statistic);
    }

    /**
     * The interval of a statistic's ratio, numerator over denominator.
     *
     * @param numerator with as many blocks as the denominator, in the same order
     * @param denominator the same
     * @return null when fewer than two blocks hold values of both, or when the ratio does not exist
     * @throws IllegalArgumentException when the numbers of blocks differ
     */
    public @Nullable Interval ratio(Blocks numerator, Blocks denominator, BlockStatistic statistic, double confidence) {
        return combined(numerator, denominator, statistic, confidence, (above, below) -> above / below);
    }

    /**
     * The interval of a statistic's difference, candidate − baseline; the blocks as in {@link #ratio}.
     *
     * @return null when fewer than two blocks hold values of both, or when the difference does not exist
     * @throws IllegalArgumentException when the numbers of blocks differ
     */
    public @Nullable Interval difference(
            Blocks candidate, Blocks baseline, BlockStatistic statistic, double confidence) {
        return combined(candidate, baseline, statistic, confidence, (ours, theirs) -> ours - theirs);
    }

    private @Nullable Interval combined(
            Blocks first,
            Blocks second,
            BlockStatistic statistic,
            double confidence,
            DoubleBinaryOperator combination) {
        if (first.count() != second.count()) {
            throw new IllegalArgumentException("blocks differ: %d against %d".formatted(first.count(), second.count()));
        }
        int filled = Math.min(first.filled(), second.filled());
        if (filled < 2) {
            return null;
        }
        ToDoubleFunction<int[]> one = reweighted(first, statistic);
        ToDoubleFunction<int[]> other = reweighted(second, statistic);
        return between(
                first.count(),
                filled,
                confidence,
                weights -> combination.applyAsDouble(one.applyAsDouble(weights), other.applyAsDouble(weights)));
    }

    private @Nullable Interval between(int blocks, int filled, double confidence, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[resamples];
        int[] weights = new int[blocks];
        for (int i = 0; i < resamples; i++) {
            Arrays.fill(weights, 0);
            for (int b = 0; b < blocks; b++) {
                weights[random.nextInt(blocks)]++;
            }
            draws[i] = statistic.applyAsDouble(weights);
        }
        double[] sorted = Arrays.stream(draws).filter(Double::isFinite).sorted().toArray();
        if (sorted.length < resamples / 2) {
            return null;
        }
        double tail = expandedTail(filled, confidence);
        int low = (int) Math.floor(tail * (sorted.length - 1));
        return new Interval(sorted[low], sorted[sorted.length - 1 - low], confidence);
    }

    private static double expandedTail(int blocks, double confidence) {
        double t = TDistribution.of(blocks - 1).inverseSurvivalProbability((1 - confidence) / 2);
        return NORMAL.survivalProbability(Math.sqrt(blocks / (blocks - 1.0)) * t);
    }

    static ToDoubleFunction<int[]> reweighted(Blocks blocks, BlockStatistic statistic) {
        return switch (statistic) {
            case BlockStatistic.Mean() -> new BlockMoments(blocks)::mean;
            case BlockStatistic.StandardDeviation() -> new BlockMoments(blocks)::standardDeviation;
            case BlockStatistic.Quantile(double p) -> {
                BlockRanks ranks = new BlockRanks(blocks);
                yield weights -> ranks.quantile(weights, p);
            }
        };
    }
}

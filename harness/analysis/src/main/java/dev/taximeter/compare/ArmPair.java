package dev.taximeter.compare;

import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockPermutation;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Means;
import dev.taximeter.stats.PairedBlocks;
import dev.taximeter.stats.Proportions;
import dev.taximeter.stats.Quantiles;
import dev.taximeter.summary.ArmSamples;
import dev.taximeter.summary.BlockId;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.JsonScores;
import dev.taximeter.summary.PromptScores;
import dev.taximeter.summary.Thresholds;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Two arms of one run, value against value. A block that both arms met is one unit; with too few of them each arm's series
 * is cut into as many batches. Every figure's n is the smaller arm's number of values.
 *
 * @param candidate measured samples of the arm in the numerator
 * @param baseline measured samples of the arm in the denominator
 * @param bootstrap for the intervals
 */
record ArmPair(ArmSamples candidate, ArmSamples baseline, BlockedBootstrap bootstrap) {
    /** With fewer values in either arm no ratio is given: its interval would say nothing. */
    static final int FEWEST_VALUES = 10;

    /** With fewer blocks no change of sides is rare enough: 2/2¹² is the smallest p-value of twelve. */
    private static final int FEWEST_TO_TEST = 12;

    /** The ratio of a statistic of a metric over good answers; null when the data gives none. */
    @Nullable
    Figure ratio(Metric metric, BlockStatistic statistic) {
        double[] above = candidate.good().nanos(metric);
        double[] below = baseline.good().nanos(metric);
        int n = Math.min(above.length, below.length);
        if (n < FEWEST_VALUES) {
            return null;
        }
        double estimate = of(above, statistic) / of(below, statistic);
        Interval interval = interval(metric, statistic, Math.min(Blocks.BATCHES, n));
        return Double.isFinite(estimate) && interval != null ? new Figure(estimate, interval, n) : null;
    }

    /** The difference of a statistic of a metric over good answers, in nanoseconds; null when the data gives none. */
    @Nullable
    Figure difference(Metric metric, BlockStatistic statistic) {
        double[] ours = candidate.good().nanos(metric);
        double[] theirs = baseline.good().nanos(metric);
        int n = Math.min(ours.length, theirs.length);
        if (n < FEWEST_VALUES) {
            return null;
        }
        Sides sides = sides(metric, Blocks.FEWEST, Math.min(Blocks.BATCHES, n));
        Interval interval = bootstrap.difference(sides.candidate(), sides.baseline(), statistic, Thresholds.CONFIDENCE);
        return interval == null ? null : new Figure(of(ours, statistic) - of(theirs, statistic), interval, n);
    }

    private @Nullable Interval interval(Metric metric, BlockStatistic statistic, int batches) {
        Sides sides = sides(metric, Blocks.FEWEST, batches);
        return bootstrap.ratio(sides.candidate(), sides.baseline(), statistic, Thresholds.CONFIDENCE);
    }

    /**
     * How surprising the ratio is if the arms are equal, two-sided, not adjusted for other questions. In one run by blocks
     * that both arms met: Student's t of the blocks' log-ratios where the blocks know the quantile, else by changing sides
     * within blocks. Blocks of different runs have nothing in common and change sides at will. Null when the data gives
     * none.
     */
    @Nullable
    Double pValue(Metric metric, BlockStatistic statistic, boolean sameRun) {
        Sides sides = sides(metric, FEWEST_TO_TEST, Blocks.BATCHES);
        BlockPermutation permutation = new BlockPermutation(Thresholds.PERMUTATIONS, bootstrap.seed());
        OptionalDouble p = OptionalDouble.empty();
        if (sameRun && statistic instanceof BlockStatistic.Quantile(double probability)) {
            PairedBlocks pairs = PairedBlocks.of(sides.candidate(), sides.baseline(), probability);
            p = pairs.count() >= FEWEST_TO_TEST ? pairs.studentP() : p;
        }
        if (p.isEmpty()) {
            p = sameRun
                    ? permutation.paired(sides.candidate(), sides.baseline(), statistic)
                    : permutation.unpaired(sides.candidate(), sides.baseline(), statistic);
        }
        return p.isPresent() ? p.getAsDouble() : null;
    }

    private record Sides(Blocks candidate, Blocks baseline) {}

    /** The blocks of both arms, in the same order; cut anew into batches when fewer than this are shared. */
    private Sides sides(Metric metric, int fewest, int batches) {
        NavigableMap<BlockId, double[]> above = candidate.good().nanosByBlock(metric);
        NavigableMap<BlockId, double[]> below = baseline.good().nanosByBlock(metric);
        TreeSet<BlockId> shared = new TreeSet<>(above.keySet());
        shared.retainAll(below.keySet());
        if (shared.size() < fewest) {
            return new Sides(
                    Blocks.cut(candidate.good().nanos(metric), batches),
                    Blocks.cut(baseline.good().nanos(metric), batches));
        }
        TreeSet<BlockId> all = new TreeSet<>(above.keySet());
        all.addAll(below.keySet());
        return new Sides(aligned(above, all), aligned(below, all));
    }

    private static Blocks aligned(NavigableMap<BlockId, double[]> values, TreeSet<BlockId> blocks) {
        return Blocks.of(blocks.stream()
                .map(block -> values.getOrDefault(block, new double[0]))
                .toArray(double[][]::new));
    }

    private static double of(double[] values, BlockStatistic statistic) {
        return switch (statistic) {
            case BlockStatistic.Mean() -> Means.mean(values);
            case BlockStatistic.StandardDeviation() -> Means.standardDeviation(values);
            case BlockStatistic.Quantile(double p) -> {
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                yield Quantiles.nearestRank(sorted, p);
            }
        };
    }

    /** McNemar's p-value over the prompts that both were judged on; null when there is no such prompt. */
    @Nullable
    Double accuracyP() {
        double[] differences = accuracyDifferences();
        return differences.length == 0
                ? null
                : Proportions.mcNemar(
                        (int) Arrays.stream(differences).filter(d -> d > 0).count(),
                        (int) Arrays.stream(differences).filter(d -> d < 0).count());
    }

    /**
     * Candidate's share of right answers − baseline's, over the prompts that both were judged on: those whose right answer
     * is an intent, or the others when there are none. Null when there is no such prompt.
     */
    @Nullable
    Figure accuracyDifference() {
        double[] differences = accuracyDifferences();
        return differences.length == 0
                ? null
                : new Figure(
                        Means.mean(differences),
                        Proportions.pairedDifference(differences, Thresholds.CONFIDENCE),
                        differences.length);
    }

    /** Candidate's share of valid JSON − baseline's, over the prompts that both were asked; null when there is none. */
    @Nullable
    Figure validDifference() {
        double[] differences = differences(
                JsonScores.of(candidate).validByPrompt(),
                JsonScores.of(baseline).validByPrompt());
        return differences.length == 0
                ? null
                : new Figure(
                        Means.mean(differences),
                        Proportions.pairedDifference(differences, Thresholds.CONFIDENCE),
                        differences.length);
    }

    private double[] accuracyDifferences() {
        PromptScores ours = PromptScores.of(candidate);
        PromptScores theirs = PromptScores.of(baseline);
        double[] inScope = differences(ours.inScope(), theirs.inScope());
        return inScope.length > 0 ? inScope : differences(ours.outOfScope(), theirs.outOfScope());
    }

    private static double[] differences(SortedMap<String, Double> ours, SortedMap<String, Double> theirs) {
        return ours.entrySet().stream()
                .filter(score -> theirs.containsKey(score.getKey()))
                .mapToDouble(score -> score.getValue() - theirs.getOrDefault(score.getKey(), 0.0))
                .toArray();
    }
}

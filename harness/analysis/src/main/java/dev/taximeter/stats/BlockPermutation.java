package dev.taximeter.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How surprising the ratio of a statistic is if the labels of the two samples mean nothing: whole blocks change sides,
 * and |ln ratio| of all values is computed anew. The p-value is (1 + as extreme) / (1 + permutations), never 0 and never
 * too small (Phipson and Smyth, "Permutation P-values Should Never Be Zero", Statistical Applications in Genetics and
 * Molecular Biology 9, 2010). Right for a p99 too, where no formula for its spread is to be had. The same seed gives the
 * same p-value.
 *
 * @param permutations how many, at least 100; the smallest p-value is 1 / (1 + permutations)
 * @param seed of the draws
 */
public record BlockPermutation(int permutations, long seed) {
    /** The same blocks summed in another order may differ in the last digits. */
    private static final double ROUNDING = 1e-9;

    /**
     * Blocks that both samples met, pair by pair: in each the two may change sides.
     *
     * @param candidate with as many blocks as the baseline, in the same order
     * @return empty with too few blocks that hold values of both, or when the statistic does not exist
     * @throws IllegalArgumentException when the numbers of blocks differ
     */
    public OptionalDouble paired(Blocks candidate, Blocks baseline, BlockStatistic statistic) {
        if (candidate.count() != baseline.count()) {
            throw new IllegalArgumentException(
                    "blocks differ: %d against %d".formatted(candidate.count(), baseline.count()));
        }
        if (Math.min(candidate.filled(), baseline.filled()) < Blocks.FEWEST) {
            return OptionalDouble.empty();
        }
        int pairs = candidate.count();
        return pValue(candidate, baseline, statistic, (sides, random) -> {
            for (int b = 0; b < pairs; b++) {
                int first = random.nextInt(2);
                sides[b] = first;
                sides[pairs + b] = 1 - first;
            }
        });
    }

    /**
     * Blocks that have nothing to do with one another, as those of two runs: any of them may be on any side.
     *
     * @return empty with too few filled blocks in all, or when the statistic does not exist
     */
    public OptionalDouble unpaired(Blocks candidate, Blocks baseline, BlockStatistic statistic) {
        if (Math.min(candidate.filled(), baseline.filled()) < Blocks.FEWEST) {
            return OptionalDouble.empty();
        }
        return pValue(candidate, baseline, statistic, BlockPermutation::shuffle);
    }

    private interface Draw {
        /** Sets 1 for every block that is on the candidate's side, 0 for the others. */
        void draw(int[] sides, SplittableRandom random);
    }

    private OptionalDouble pValue(Blocks candidate, Blocks baseline, BlockStatistic statistic, Draw draw) {
        Blocks all = Blocks.of(Stream.of(candidate, baseline)
                .flatMap(blocks -> IntStream.range(0, blocks.count()).mapToObj(blocks::block))
                .toArray(double[][]::new));
        ToDoubleFunction<int[]> reweighted = BlockedBootstrap.reweighted(all, statistic);
        int[] sides = new int[all.count()];
        Arrays.fill(sides, 0, candidate.count(), 1);
        double observed = distance(reweighted, sides);
        if (!Double.isFinite(observed)) {
            return OptionalDouble.empty();
        }
        SplittableRandom random = new SplittableRandom(seed);
        int asExtreme = 0;
        for (int i = 0; i < permutations; i++) {
            draw.draw(sides, random);
            asExtreme += distance(reweighted, sides) < observed * (1 - ROUNDING) ? 0 : 1;
        }
        return OptionalDouble.of((1.0 + asExtreme) / (1.0 + permutations));
    }

    /** |ln ratio|; NaN, which counts as extreme, where the statistic does not exist. */
    private static double distance(ToDoubleFunction<int[]> statistic, int[] sides) {
        int[] others = Arrays.stream(sides).map(side -> 1 - side).toArray();
        return Math.abs(Math.log(statistic.applyAsDouble(sides) / statistic.applyAsDouble(others)));
    }

    private static void shuffle(int[] sides, SplittableRandom random) {
        for (int i = sides.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = sides[i];
            sides[i] = sides[other];
            sides[other] = kept;
        }
    }
}

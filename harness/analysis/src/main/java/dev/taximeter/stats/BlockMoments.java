package dev.taximeter.stats;

import java.util.Arrays;

/**
 * Mean and standard deviation of a sample, had again quickly when each of its blocks counts any number of times. Immutable.
 */
final class BlockMoments {
    private final double centre;
    private final double[] counts;
    private final double[] sums;
    private final double[] squares;

    /** @param blocks with at least one value */
    BlockMoments(Blocks blocks) {
        double middle = Means.mean(blocks.inOrder());
        centre = middle;
        counts = new double[blocks.count()];
        sums = new double[blocks.count()];
        squares = new double[blocks.count()];
        for (int b = 0; b < blocks.count(); b++) {
            double[] values = blocks.block(b);
            counts[b] = values.length;
            sums[b] = Arrays.stream(values).map(x -> x - middle).sum();
            squares[b] =
                    Arrays.stream(values).map(x -> (x - middle) * (x - middle)).sum();
        }
    }

    /** The mean when block b counts {@code weights[b]} times; NaN when nothing counts. */
    double mean(int[] weights) {
        return centre + dot(weights, sums) / dot(weights, counts);
    }

    /** The standard deviation, with n − 1; NaN when fewer than two values count. */
    double standardDeviation(int[] weights) {
        double n = dot(weights, counts);
        double sum = dot(weights, sums);
        return n < 2 ? Double.NaN : Math.sqrt(Math.max(0, dot(weights, squares) - sum * sum / n) / (n - 1));
    }

    private static double dot(int[] weights, double[] numbers) {
        double sum = 0;
        for (int b = 0; b < weights.length; b++) {
            sum += weights[b] * numbers[b];
        }
        return sum;
    }
}

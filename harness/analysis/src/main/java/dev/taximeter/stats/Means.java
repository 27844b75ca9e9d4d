package dev.taximeter.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/** Mean and standard deviation. */
public final class Means {
    private Means() {}

    /** The arithmetic mean of at least one value. */
    public static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    /** The standard deviation of a sample, with n − 1, of at least two values. */
    public static double standardDeviation(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return Math.sqrt(squares / (values.length - 1));
    }

    /**
     * A confidence interval of the mean that allows for likeness within blocks: with eᵦ = Σ(x − x̄) over block b, the
     * variance of x̄ is B/(B−1)·Σeᵦ²/n², and t has B − 1 degrees of freedom: the ratio estimator of cluster sampling,
     * Cochran, "Sampling Techniques", 3rd ed. 1977, §9A.1. With one value a block it is Student's interval.
     *
     * @param blocks with at least two filled blocks
     * @param confidence in (0..1)
     */
    public static Interval interval(Blocks blocks, double confidence) {
        int filled = blocks.filled();
        double mean = mean(blocks.inOrder());
        double squares = 0;
        for (int b = 0; b < blocks.count(); b++) {
            double excess = Arrays.stream(blocks.block(b)).map(x -> x - mean).sum();
            squares += excess * excess;
        }
        double variance = filled / (filled - 1.0) * squares / blocks.size() / blocks.size();
        double t = TDistribution.of(filled - 1).inverseSurvivalProbability((1 - confidence) / 2);
        double half = t * Math.sqrt(variance);
        return new Interval(mean - half, mean + half, confidence);
    }
}

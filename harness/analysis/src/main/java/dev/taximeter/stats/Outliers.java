package dev.taximeter.stats;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Values far above the rest, by the modified z-score (x − median) / (1.4826·MAD), where MAD is the median of the distances
 * from the median: Iglewicz and Hoaglin, "How to Detect and Handle Outliers", 1993.
 */
public final class Outliers {
    /** MAD of a normal distribution times this is its standard deviation. */
    private static final double NORMAL_CONSISTENCY = 1.4826;

    private Outliers() {}

    /**
     * The value above which others are outliers; empty when over half of the values are equal, so that there is no
     * measure of spread.
     *
     * @param sorted ascending, at least one value
     * @param score modified z-score from which a value is an outlier, above 0
     */
    public static OptionalDouble fence(double[] sorted, double score) {
        double median = Quantiles.nearestRank(sorted, 0.5);
        double[] distances =
                Arrays.stream(sorted).map(x -> Math.abs(x - median)).sorted().toArray();
        double deviation = NORMAL_CONSISTENCY * Quantiles.nearestRank(distances, 0.5);
        return deviation > 0 ? OptionalDouble.of(median + score * deviation) : OptionalDouble.empty();
    }
}

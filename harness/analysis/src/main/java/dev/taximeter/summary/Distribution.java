package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one metric are spread over one arm's good requests of the measured phase. Nanoseconds.
 *
 * @param metric what was measured
 * @param n number of values, above 0
 * @param effectiveN n after autocorrelation, in (0..n]
 * @param mean with an interval from blocks; the interval is null with fewer than two values
 * @param standardDeviation null with fewer than two values
 * @param minNanos smallest
 * @param maxNanos largest
 * @param percentiles with order-statistic intervals; one whose two-sided 95 % interval cannot be had at this
 *     effective n is absent
 * @param overflow requests that failed and that a reader must think of as slower than any value here
 */
public record Distribution(
        Metric metric,
        long n,
        double effectiveN,
        Figure mean,
        @Nullable Figure standardDeviation,
        long minNanos,
        long maxNanos,
        Map<Percentile, Figure> percentiles,
        long overflow) {
    public Distribution {
        percentiles = Map.copyOf(percentiles);
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import dev.taximeter.stats.Quantiles;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of an arm's response time may be our own lateness. Like is held against like: the median of the dispatch lag
 * against the median of the response time, the 99th percentile against the 99th percentile.
 *
 * @param percentile the one at which it weighs most
 * @param lagNanos dispatch lag there
 * @param responseNanos response time there, of good answers
 */
record Lateness(Percentile percentile, double lagNanos, double responseNanos) {

    /** Null without good answers. */
    static @Nullable Lateness of(ArmSamples samples) {
        double[] lags = sorted(samples.nanos(Metric.DISPATCH_LAG));
        double[] responses = sorted(samples.good().nanos(Metric.RESPONSE));
        if (responses.length == 0) {
            return null;
        }
        return Stream.of(Percentile.P50, Percentile.P99)
                .map(percentile -> new Lateness(
                        percentile,
                        Quantiles.nearestRank(lags, percentile.probability()),
                        Quantiles.nearestRank(responses, percentile.probability())))
                .max(Comparator.comparingDouble(Lateness::share))
                .orElseThrow();
    }

    /** Lag over response time, at least 0. */
    double share() {
        return responseNanos == 0 ? 0 : lagNanos / responseNanos;
    }

    /** Whether it is large enough to matter and beyond this share. */
    boolean beyond(double ratio) {
        return lagNanos > Thresholds.OWN_DELAY_FLOOR_NANOS && share() > ratio;
    }

    /** E.g. {@code dispatch lag is 3.1 ms at p99, 31 % of the response time there}. */
    String inWords() {
        return "dispatch lag is %s at %s, %s of the response time there"
                .formatted(Phrases.duration(lagNanos), percentile.id(), Phrases.percent(share()));
    }

    private static double[] sorted(double[] values) {
        Arrays.sort(values);
        return values;
    }
}

package dev.taximeter.summary;

import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Proportions;
import org.jspecify.annotations.Nullable;

/**
 * A number that can be shown. Its unit is the owner's: nanoseconds for latencies, 0..1 for ratios.
 *
 * @param value the estimate
 * @param interval 95 % confidence interval; null where none can be given
 * @param n values it was computed from, above 0
 */
public record Figure(double value, @Nullable Interval interval, long n) {

    /**
     * A share with Wilson's interval.
     *
     * @param share in 0..1; need not be a whole number of {@code n}
     * @param n units, at least 1
     */
    public static Figure share(double share, long n) {
        return new Figure(share, Proportions.wilson(share, n, Thresholds.CONFIDENCE), n);
    }
}

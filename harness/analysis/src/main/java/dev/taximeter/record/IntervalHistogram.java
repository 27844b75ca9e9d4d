package dev.taximeter.record;

import dev.taximeter.model.Metric;
import org.HdrHistogram.Histogram;

/**
 * The values of one metric of one arm in one second of a run's measured phase.
 *
 * @param arm the arm's name
 * @param metric what was measured
 * @param startNanos start of the second, after the start of the run; a whole number of seconds
 * @param endNanos its end, not included
 * @param histogram nanoseconds; at least one value
 */
public record IntervalHistogram(String arm, Metric metric, long startNanos, long endNanos, Histogram histogram) {}

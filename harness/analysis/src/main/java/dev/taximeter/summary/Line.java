package dev.taximeter.summary;

import dev.taximeter.model.Metric;

/**
 * A straight line through a metric's values over what a sweep varies.
 *
 * @param metric what grows
 * @param interceptNanos where the line would be at 0
 * @param slopeNanos what each further unit adds, with the interval of its mean over the blocks
 */
public record Line(Metric metric, double interceptNanos, Figure slopeNanos) {

    /** Where the line is at this value. */
    public double nanosAt(double value) {
        return interceptNanos + slopeNanos.value() * value;
    }
}

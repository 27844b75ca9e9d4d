package dev.taximeter.stats;

/**
 * A confidence interval.
 *
 * @param low lower end, at most {@code high}; may be negative infinity
 * @param high upper end; may be positive infinity
 * @param confidence coverage it aims at, in (0..1), e.g. 0.95
 */
public record Interval(double low, double high, double confidence) {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("interval upside down: [%s, %s]".formatted(low, high));
        }
    }

    /** Whether both ends are finite. */
    public boolean finite() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Whether the value lies inside or on an end. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}

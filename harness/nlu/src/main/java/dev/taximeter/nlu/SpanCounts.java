package dev.taximeter.nlu;

import java.util.OptionalDouble;

/**
 * How many spans are there and were found. A span is right only as a whole: its type, its first and its last code point.
 *
 * @param marked by people
 * @param found by the model
 * @param right both
 */
public record SpanCounts(int marked, int found, int right) {
    static final SpanCounts NONE = new SpanCounts(0, 0, 0);

    SpanCounts plus(SpanCounts more) {
        return new SpanCounts(marked + more.marked, found + more.found, right + more.right);
    }

    /** Right share of what was found, 0..1; empty when nothing was. */
    public OptionalDouble precisionRatio() {
        return found == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / found);
    }

    /** Found share of what was marked, 0..1; empty when nothing was. */
    public OptionalDouble recallRatio() {
        return marked == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / marked);
    }

    /** The harmonic mean of both, 0..1; empty when nothing was marked or found. */
    public OptionalDouble f1Ratio() {
        return marked + found == 0 ? OptionalDouble.empty() : OptionalDouble.of(2.0 * right / (marked + found));
    }
}

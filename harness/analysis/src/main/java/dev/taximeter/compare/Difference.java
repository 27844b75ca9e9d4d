package dev.taximeter.compare;

import dev.taximeter.summary.Figure;
import org.jspecify.annotations.Nullable;

/**
 * One question of a comparison and its answer.
 *
 * @param id in files: a metric and what of it, e.g. {@code response.p99}, {@code errors.ratio}, {@code accuracy}
 * @param label for people, e.g. {@code Response time, p99}
 * @param unit of both sides' figures
 * @param baseline the first side's figure; null when it has none
 * @param candidate the other side's figure; null when it has none
 * @param change candidate / baseline of times and money, candidate − baseline of shares, with its interval; null when
 *     there is none
 * @param pValue of "no difference", adjusted by Holm for all questions of the comparison; null when there is none
 * @param verdict what follows from both
 * @param decisiveN requests of either side with which the interval, at the same estimate, would have decided; null when
 *     it did decide, when there is no interval, or when it would take over a hundred times as many
 */
public record Difference(
        String id,
        String label,
        Unit unit,
        @Nullable Figure baseline,
        @Nullable Figure candidate,
        @Nullable Figure change,
        @Nullable Double pValue,
        Verdict verdict,
        @Nullable Long decisiveN) {

    /** What a figure counts. */
    public enum Unit {
        /** Nanoseconds; the change is a ratio. */
        NANOS,
        /** 0..1; the change is a difference. */
        SHARE
    }
}

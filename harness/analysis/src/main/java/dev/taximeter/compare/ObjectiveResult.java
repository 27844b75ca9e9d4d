package dev.taximeter.compare;

import dev.taximeter.model.Objective;
import dev.taximeter.summary.Figure;
import org.jspecify.annotations.Nullable;

/**
 * Whether one arm keeps one objective: decided by a test, never by holding an estimate against a limit.
 *
 * @param objective what was asked
 * @param arm the arm's name
 * @param outcome what the test says
 * @param observed what was tested, with the two-sided 90 % interval whose ends are the one-sided 95 % limits: for a time
 *     the share of requests at or beyond its limit, for the others the share or the mean amount; null without data
 * @param reason one clause with the figures
 */
public record ObjectiveResult(
        Objective objective,
        String arm,
        Outcome outcome,
        @Nullable Figure observed,
        String reason) {

    /** What a test may say. */
    public enum Outcome {
        /** It is kept, with 95 % confidence. */
        PASS,
        /** It is missed, with 95 % confidence. */
        FAIL,
        /** The data does not decide. */
        INCONCLUSIVE
    }
}

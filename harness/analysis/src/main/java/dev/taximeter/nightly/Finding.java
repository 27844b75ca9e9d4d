package dev.taximeter.nightly;

import dev.taximeter.history.Drift;

/**
 * Something that is worse than it was, or than it has to be.
 *
 * @param kind how it was found
 * @param standing whether somebody should be woken up
 * @param cause whose fault it is
 * @param scenario where it was seen
 * @param arm where it was seen
 * @param what the objective's text, or the id of the figure, e.g. {@code response.p50}
 * @param says one sentence with the figures
 */
public record Finding(
        Kind kind, Standing standing, Drift.Cause cause, String scenario, String arm, String what, String says) {

    /** How it was found. */
    public enum Kind {
        /** An objective is missed. */
        OBJECTIVE,
        /** It is worse than the baseline, by more than nights differ. */
        BASELINE,
        /** The history has another level since a few nights. */
        CHANGE
    }

    /** Whether somebody should be woken up. */
    public enum Standing {
        /** Seen for the first night: it may be the weather. */
        WATCH,
        /** Seen for as many nights as the suite wants. */
        ALARM,
        /** A change of level that was told already. */
        KNOWN
    }

    /** What tells it from others, from night to night. */
    public String key() {
        return "%s|%s|%s|%s".formatted(kind, scenario, arm, what);
    }

    Finding standing(Standing newStanding) {
        return new Finding(kind, newStanding, cause, scenario, arm, what, says);
    }
}

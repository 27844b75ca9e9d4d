package dev.taximeter.summary;

import org.jspecify.annotations.Nullable;

/**
 * A test case that was not always answered as it wants.
 *
 * @param promptId the case
 * @param times how many of its answers failed
 * @param asked how many it had
 * @param expected what was expected; null when only the schema was
 * @param got the first answer that failed; null unless bodies were stored
 * @param why what was wrong with that answer, in words
 */
public record FailedCase(
        String promptId,
        long times,
        long asked,
        @Nullable String expected,
        @Nullable String got,
        String why) {
    /** How many of an arm are kept; all are in the samples. */
    public static final int MOST = 12;
}

package dev.taximeter.summary;

import org.jspecify.annotations.Nullable;

/**
 * Something that a reader of the figures must know.
 *
 * @param kind from a closed list
 * @param arm whom it concerns; null for the whole run
 * @param cause what was seen, one sentence with its figures
 * @param nextStep what to do about it, one sentence
 */
public record Warning(Kind kind, @Nullable String arm, String cause, String nextStep) {
    /** The kinds of warning. */
    public enum Kind {
        /** Only what failed before was asked, and nobody was asked as before. */
        REPLAY_WITHOUT_BASELINE,
        /** The run did not play its whole plan. */
        PARTIAL_RUN,
        /** An arm of the scenario could not take part. */
        ARM_LEFT_OUT,
        /** Requests that a queue took were never answered. */
        LOST_IN_QUEUE,
        /** Requests came to a worker more than once, or were answered more than once. */
        REPEATED_BY_QUEUE,
        /** The run was broken off and continued later. */
        RESUMED_RUN,
        /** An emulated vendor plays figures that nobody published. */
        ASSUMED_PROFILE,
        /** Requests failed. */
        ERRORS,
        /** Conversations ended early, so that later turns were never sent. */
        CONVERSATIONS_CUT,
        /** Too few requests for the tail that the user surely wants. */
        TOO_FEW_FOR_P99,
        /** We sent late. */
        DISPATCH_LAG,
        /** Requests waited for a slot. */
        SLOTS_FULL,
        /** Somebody else used the machine. */
        FOREIGN_LOAD,
        /** Successive requests resemble one another: the intervals are wider for it. */
        AUTOCORRELATION,
        /** Requests far slower than the rest; they are counted, never dropped. */
        OUTLIERS,
        /** Tokens were estimated because the server reported none. */
        ESTIMATED_TOKENS,
        /** There is no price. */
        NO_PRICE,
        /** Answers were read from the vendor's prompt cache. */
        CACHE_HITS,
        /** Answers were not as long as the scenario wanted them exactly to be. */
        LENGTH_NOT_KEPT,
        /** Several tokens came in a chunk, so that gaps are not per token. */
        CHUNKS_ARE_NOT_TOKENS,
        /** The server named several models, or another than was asked for. */
        MODEL_CHANGED,
        /** The model's configuration changed while we measured. */
        FINGERPRINT_CHANGED,
        /** A server's token counts do not add up. */
        DISPUTED_TOKENS
    }
}

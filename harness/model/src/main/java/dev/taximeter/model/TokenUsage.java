package dev.taximeter.model;

/**
 * Tokens of one call, in one shape for all vendors: the five parts add up to what is billed.
 *
 * @param uncachedInputTokens input that no cache served
 * @param cacheReadTokens input read from the vendor's cache
 * @param cacheWriteTokens input written to the vendor's cache, for however long it keeps it
 * @param hourCacheWriteTokens the part of {@code cacheWriteTokens} that the cache keeps for an hour, at a price of its
 *     own; 0 where the vendor has but one kind
 * @param visibleOutputTokens output that the caller sees
 * @param reasoningTokens output that the caller pays for and does not see
 * @param estimated true when the server reported nothing and the figures are a tokenizer's
 * @param disputed true when the server's parts do not add up to its own total; the parts are then as it gave them
 */
public record TokenUsage(
        long uncachedInputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long hourCacheWriteTokens,
        long visibleOutputTokens,
        long reasoningTokens,
        boolean estimated,
        boolean disputed) {
    public TokenUsage {
        if (uncachedInputTokens < 0
                || cacheReadTokens < 0
                || cacheWriteTokens < 0
                || visibleOutputTokens < 0
                || reasoningTokens < 0) {
            throw new IllegalArgumentException(
                    "negative token count: input %d, cache read %d, cache write %d, output %d, reasoning %d"
                            .formatted(
                                    uncachedInputTokens,
                                    cacheReadTokens,
                                    cacheWriteTokens,
                                    visibleOutputTokens,
                                    reasoningTokens));
        }
        if (hourCacheWriteTokens < 0 || hourCacheWriteTokens > cacheWriteTokens) {
            throw new IllegalArgumentException(
                    "%d of %d tokens written for an hour".formatted(hourCacheWriteTokens, cacheWriteTokens));
        }
    }

    /** Figures that nobody disputes, of a cache of one kind. */
    public TokenUsage(
            long uncachedInputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long visibleOutputTokens,
            long reasoningTokens,
            boolean estimated) {
        this(
                uncachedInputTokens,
                cacheReadTokens,
                cacheWriteTokens,
                0,
                visibleOutputTokens,
                reasoningTokens,
                estimated,
                false);
    }

    /** All input, cached or not. */
    public long inputTokens() {
        return uncachedInputTokens + cacheReadTokens + cacheWriteTokens;
    }

    /** All output, visible or not. */
    public long outputTokens() {
        return visibleOutputTokens + reasoningTokens;
    }
}

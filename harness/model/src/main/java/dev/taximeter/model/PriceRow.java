package dev.taximeter.model;

import org.jspecify.annotations.Nullable;

/**
 * Other prices of the same model: of another tier, of long inputs, or both.
 *
 * @param tier that they hold for
 * @param band inputs that they hold for; null for all that no band takes
 * @param prices instead of the usual ones, for all tokens of the call
 */
public record PriceRow(ServiceTier tier, @Nullable Band band, TokenPrices prices) {
    /**
     * Long inputs, which make the whole call dearer.
     *
     * @param inputTokens where it begins, above 0
     * @param inclusive whether it begins at that number or only above it
     * @param cached whether input from the cache counts as well
     */
    public record Band(long inputTokens, boolean inclusive, boolean cached) {
        /** Whether a call with this usage is in it. */
        public boolean takes(TokenUsage usage) {
            long counted = cached ? usage.inputTokens() : usage.inputTokens() - usage.cacheReadTokens();
            return inclusive ? counted >= inputTokens : counted > inputTokens;
        }
    }
}

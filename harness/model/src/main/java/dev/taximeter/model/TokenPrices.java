package dev.taximeter.model;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Prices of 1,000,000 tokens of each kind, absolute. Null where the book has none: tokens of that kind then have no price.
 *
 * @param input that no cache served
 * @param cacheRead input read from the cache
 * @param cacheWrite input that the cache keeps for minutes
 * @param hourCacheWrite input that the cache keeps for an hour
 * @param output visible, and thought as well where {@code reasoning} is null
 * @param reasoning output that is only thought, where it has a price of its own
 */
public record TokenPrices(
        @Nullable BigDecimal input,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal hourCacheWrite,
        @Nullable BigDecimal output,
        @Nullable BigDecimal reasoning) {}

package dev.taximeter.model;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a price has beside the few figures that every price has.
 *
 * @param kind who says so
 * @param region that it holds for; null for all
 * @param hourCacheWritePerMillion input that the cache keeps for an hour; null when the book has none
 * @param reasoningPerMillion thoughts, where they cost something else than output; null when they do not
 * @param perRequest what every billed call costs on top; null for nothing
 * @param perToolCall what a use of the vendor's own tools costs; null when the book has none. The harness offers no such
 *     tools, so it is never part of a cost
 * @param rows other tiers and long inputs
 */
public record PriceTerms(
        Kind kind,
        @Nullable String region,
        @Nullable BigDecimal hourCacheWritePerMillion,
        @Nullable BigDecimal reasoningPerMillion,
        @Nullable BigDecimal perRequest,
        @Nullable BigDecimal perToolCall,
        List<PriceRow> rows) {
    /** A price of one tier for all inputs, of which nobody wrote down who says so. */
    public static final PriceTerms NONE = new PriceTerms(Kind.UNSAID, null, null, null, null, null, List.of());

    public PriceTerms {
        rows = List.copyOf(rows);
    }

    /** Who says what something costs. */
    public enum Kind {
        /** The book does not say; also prices of runs from before books did. */
        UNSAID,
        /** The vendor. */
        OFFICIAL,
        /** A table that somebody else keeps. */
        FEED,
        /** The user: negotiated, and before every list price. */
        USER
    }
}

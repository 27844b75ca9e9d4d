package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A price as it stands in a book.
 *
 * @param quote the price, with its first day
 * @param to its last day, inclusive; null while it holds
 * @param place file, line and column
 */
public record PriceListing(PriceQuote quote, @Nullable LocalDate to, String place) {
    /** Whether it holds on this day. */
    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(quote.effectiveFrom()) && (to == null || !day.isAfter(to));
    }
}

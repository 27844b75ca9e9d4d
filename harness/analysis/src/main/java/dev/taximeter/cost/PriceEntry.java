package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of a price book.
 *
 * @param quote the price, with its first day
 * @param to its last day, inclusive; null while it holds
 * @param place where it stands
 */
record PriceEntry(PriceQuote quote, @Nullable LocalDate to, Place place) {

    boolean names(String vendor, String model) {
        return quote.vendor().equals(vendor) && quote.model().equals(model);
    }

    boolean holdsOn(LocalDate day) {
        return !day.isBefore(quote.effectiveFrom()) && (to == null || !day.isAfter(to));
    }

    /** Whether both hold on some day, when this one begins no later than the other. */
    boolean reachesInto(PriceEntry later) {
        return holdsOn(later.quote.effectiveFrom());
    }

    String period() {
        return to == null ? "from " + quote.effectiveFrom() + " on" : "from " + quote.effectiveFrom() + " to " + to;
    }
}

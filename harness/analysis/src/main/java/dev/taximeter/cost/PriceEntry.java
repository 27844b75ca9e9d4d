package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import java.time.LocalDate;
import java.util.Objects;
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

    /** Whether they are prices of the same thing: list prices of the same model and region, or one's own. */
    boolean sameAs(PriceEntry other) {
        return names(other.quote.vendor(), other.quote.model())
                && Objects.equals(quote.terms().region(), other.quote.terms().region())
                && own() == other.own();
    }

    /** Whether the user negotiated it. */
    boolean own() {
        return quote.terms().kind() == PriceTerms.Kind.USER;
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

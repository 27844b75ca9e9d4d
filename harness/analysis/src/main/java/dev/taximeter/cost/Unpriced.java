package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What was billed and has no price, so that there is no sum. Not thread-safe. */
final class Unpriced {
    private final Map<String, Long> tokens = new LinkedHashMap<>();
    private final Map<String, Long> tiers = new LinkedHashMap<>();

    void part(String name, long count) {
        tokens.merge(name, count, Math::addExact);
    }

    /** @param said the tier's name and its closing quote, and more words perhaps */
    void tier(String said) {
        tiers.merge(said, 1L, Long::sum);
    }

    /** The first thing that is missed, with what the price does have; empty when nothing is. */
    Optional<String> problem(PriceQuote quote) {
        String start = "the price of %s %s from %s has none for "
                .formatted(quote.vendor(), quote.model(), quote.effectiveFrom());
        if (!tiers.isEmpty()) {
            Map.Entry<String, Long> first = tiers.entrySet().iterator().next();
            String known = quote.terms().rows().stream()
                    .map(PriceRow::tier)
                    .map(tier -> ", " + tier.id())
                    .distinct()
                    .collect(Collectors.joining());
            return Optional.of(start
                    + "the tier '%s, which %d answers had; it knows standard%s"
                            .formatted(first.getKey(), first.getValue(), known.replace(", standard", "")));
        }
        return tokens.entrySet().stream()
                .findFirst()
                .map(part -> start + "%s, of which there were %d tokens".formatted(part.getKey(), part.getValue()));
    }
}

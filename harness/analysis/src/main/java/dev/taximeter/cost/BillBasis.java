package dev.taximeter.cost;

import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import java.math.BigDecimal;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says by which prices a bill was made, in one sentence. */
final class BillBasis {
    private final PriceQuote quote;

    BillBasis(PriceQuote quote) {
        this.quote = quote;
    }

    String text(Map<ServiceTier, Long> tiers, long longInputs, long estimated, long unclear) {
        StringBuilder text = new StringBuilder();
        boolean own = quote.terms().kind() == PriceTerms.Kind.USER;
        text.append(own ? "your own price" : "list price");
        text.append(" of ").append(quote.vendor()).append(' ').append(quote.model());
        text.append(", for 1 million tokens: ").append(prices(quote.standard()));
        if (tiers.keySet().stream().anyMatch(tier -> tier != ServiceTier.STANDARD)) {
            text.append("; by the tier of each answer: ")
                    .append(tiers.entrySet().stream()
                            .map(tier -> tier.getValue() + " " + tier.getKey().id())
                            .collect(Collectors.joining(", ")));
        }
        if (longInputs > 0) {
            text.append("; ").append(longInputs).append(" calls at the prices of long inputs");
        }
        BigDecimal fee = quote.terms().perRequest();
        if (fee != null) {
            text.append("; and %s %s for each call".formatted(fee.toPlainString(), quote.currency()));
        }
        if (estimated > 0) {
            text.append("; the tokens of ").append(estimated).append(" answers are estimated");
        }
        if (unclear > 0) {
            text.append("; ").append(unclear).append(" broken calls may be billed as well and are not in it");
        }
        return text.toString();
    }

    private String prices(TokenPrices prices) {
        StringJoiner parts = new StringJoiner(", ");
        part(parts, "input", prices.input());
        part(parts, "input read from the cache", prices.cacheRead());
        part(parts, "input written to the cache", prices.cacheWrite());
        part(parts, "input written to the cache for an hour", prices.hourCacheWrite());
        part(parts, "output", prices.output());
        part(parts, "thoughts", prices.reasoning());
        return parts.toString();
    }

    private void part(StringJoiner parts, String name, @Nullable BigDecimal perMillion) {
        if (perMillion != null) {
            parts.add(name + " " + perMillion.toPlainString() + " " + quote.currency());
        }
    }
}

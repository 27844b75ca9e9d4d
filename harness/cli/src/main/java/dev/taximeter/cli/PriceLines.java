package dev.taximeter.cli;

import dev.taximeter.cost.PriceListing;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Prices in words and columns. Amounts are shown as the book has them, never rounded. */
final class PriceLines {
    private PriceLines() {}

    /** A table, one line a price. */
    static String table(List<PriceListing> listings) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("vendor", "model", "region", "from", "to", "input", "output", "currency", "also", "says who"));
        listings.forEach(listing -> rows.add(row(listing)));
        int[] widths = new int[rows.getFirst().size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String side = i == 5 || i == 6 ? "" : "-";
                line.append(String.format(Locale.ROOT, "%" + side + widths[i] + "s  ", row.get(i)));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static List<String> row(PriceListing listing) {
        PriceQuote quote = listing.quote();
        BigDecimal hour = quote.machineHour();
        return List.of(
                quote.vendor(),
                quote.model(),
                quote.terms().region() == null ? "" : quote.terms().region(),
                quote.effectiveFrom().toString(),
                listing.to() == null ? "" : listing.to().toString(),
                hour == null ? shown(quote.inputPerMillion()) : shown(hour) + " an hour",
                shown(quote.outputPerMillion()),
                quote.currency(),
                String.join(", ", also(quote)),
                who(quote.terms().kind()));
    }

    private static Set<String> also(PriceQuote quote) {
        Set<String> also = new LinkedHashSet<>();
        if (quote.cacheReadPerMillion() != null || quote.cacheWritePerMillion() != null) {
            also.add("cache");
        }
        for (PriceRow row : quote.terms().rows()) {
            also.add(
                    row.tier() == ServiceTier.STANDARD
                            ? "long inputs"
                            : row.tier().id());
        }
        return also;
    }

    private static String who(PriceTerms.Kind kind) {
        return switch (kind) {
            case UNSAID -> "not said";
            case OFFICIAL -> "the vendor";
            case FEED -> "a third party";
            case USER -> "you";
        };
    }

    /** Everything about one price. */
    static String whole(PriceListing listing) {
        PriceQuote quote = listing.quote();
        PriceTerms terms = quote.terms();
        StringBuilder text = new StringBuilder();
        text.append("%s %s%s, from %s %s%n"
                .formatted(
                        quote.vendor(),
                        quote.model(),
                        terms.region() == null ? "" : " in " + terms.region(),
                        quote.effectiveFrom(),
                        listing.to() == null ? "on" : "to " + listing.to()));
        if (quote.machineHour() != null) {
            line(text, "an hour", shown(quote.machineHour()) + " " + quote.currency());
        } else {
            line(text, "1M tokens, standard", prices(quote.standard(), quote.currency()));
        }
        for (PriceRow row : terms.rows()) {
            line(text, "1M tokens, " + row.tier().id() + band(row.band()), prices(row.prices(), quote.currency()));
        }
        money(text, "each request", terms.perRequest(), quote.currency());
        money(text, "each use of a tool", terms.perToolCall(), quote.currency());
        money(text, "training, 1M tokens", quote.trainingPerMillion(), quote.currency());
        line(text, "says who", who(terms.kind()) + ", read " + quote.retrievedAt() + ": " + quote.source());
        line(text, "stands in", listing.place());
        return text.toString();
    }

    private static String band(PriceRow.@Nullable Band band) {
        return band == null
                ? ""
                : ", input %s %d tokens%s"
                        .formatted(
                                band.inclusive() ? "of at least" : "above",
                                band.inputTokens(),
                                band.cached() ? "" : " outside of the cache");
    }

    private static String prices(TokenPrices prices, String currency) {
        StringJoiner parts = new StringJoiner(", ");
        part(parts, "input", prices.input());
        part(parts, "cache read", prices.cacheRead());
        part(parts, "cache write", prices.cacheWrite());
        part(parts, "cache write for an hour", prices.hourCacheWrite());
        part(parts, "output", prices.output());
        part(parts, "thoughts", prices.reasoning());
        return parts + " " + currency;
    }

    private static void part(StringJoiner parts, String name, @Nullable BigDecimal price) {
        if (price != null) {
            parts.add(name + " " + shown(price));
        }
    }

    private static void money(StringBuilder text, String name, @Nullable BigDecimal price, String currency) {
        if (price != null) {
            line(text, name, shown(price) + " " + currency);
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("  ").append(name).append(": ").append(value).append('\n');
    }

    private static String shown(@Nullable BigDecimal price) {
        return price == null ? "" : price.toPlainString();
    }
}

package dev.taximeter.cost;

import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Writes a price book as a user would: one line a model. */
public final class PriceBookText {
    private PriceBookText() {}

    /**
     * A book of prices that a table had on one day.
     *
     * @param title one line
     * @param from the day of the table
     * @param retrieved the day on which it was read
     * @param source where it stands, one line
     */
    public static String of(
            String title, LocalDate from, LocalDate retrieved, String source, List<LiteLlmTable.Line> lines) {
        StringBuilder book = new StringBuilder();
        book.append("prices: 1\ntitle: ").append(quoted(title));
        book.append("\ncurrency: USD\nretrieved: ").append(retrieved).append("\nkind: feed\nmodels:\n");
        lines.forEach(line ->
                book.append("  - { ").append(entry(line, from, quoted(source))).append(" }\n"));
        return book.toString();
    }

    private static String entry(LiteLlmTable.Line line, LocalDate from, String source) {
        StringJoiner parts = new StringJoiner(", ");
        PriceTerms terms = line.terms();
        parts.add("vendor: " + line.vendor()).add("model: " + quoted(line.model()));
        if (terms.region() != null) {
            parts.add("region: " + terms.region());
        }
        parts.add("from: " + from);
        prices(parts, line.prices());
        part(parts, "perRequest", terms.perRequest());
        bands(parts, terms, ServiceTier.STANDARD);
        for (PriceRow row : terms.rows()) {
            if (row.band() == null) {
                StringJoiner tier = new StringJoiner(", ", row.tier().id() + ": { ", " }");
                prices(tier, row.prices());
                bands(tier, terms, row.tier());
                parts.add(tier.toString());
            }
        }
        return parts.add("source: " + source).toString();
    }

    private static void bands(StringJoiner parts, PriceTerms terms, ServiceTier tier) {
        StringJoiner bands = new StringJoiner(", ", "above: [ ", " ]");
        bands.setEmptyValue("");
        for (PriceRow row : terms.rows()) {
            PriceRow.Band band = row.band();
            if (row.tier() == tier && band != null) {
                StringJoiner one = new StringJoiner(", ", "{ ", " }");
                one.add("tokens: \"%s %d\"".formatted(band.inclusive() ? ">=" : ">", band.inputTokens()));
                if (!band.cached()) {
                    one.add("counts: uncached");
                }
                prices(one, row.prices());
                bands.add(one.toString());
            }
        }
        if (bands.length() > 0) {
            parts.add(bands.toString());
        }
    }

    private static void prices(StringJoiner parts, TokenPrices prices) {
        part(parts, "input", prices.input());
        part(parts, "cacheRead", prices.cacheRead());
        part(parts, "cacheWrite", prices.cacheWrite());
        part(parts, "cacheWriteHour", prices.hourCacheWrite());
        part(parts, "output", prices.output());
        part(parts, "reasoning", prices.reasoning());
    }

    private static void part(StringJoiner parts, String key, @Nullable BigDecimal price) {
        if (price != null) {
            BigDecimal plain = price.signum() == 0 ? BigDecimal.ZERO : price.stripTrailingZeros();
            parts.add(key + ": " + plain.toPlainString());
        }
    }

    /** In double quotes; control characters, which no name or title needs, become spaces. */
    private static String quoted(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ").replace("\\", "\\\\").replace("\"", "\\\"");
        return String.format(Locale.ROOT, "\"%s\"", clean);
    }
}

package dev.taximeter.cost;

import dev.taximeter.model.PriceRow;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a model costs in other tiers and for long inputs. */
final class TierReader {
    private static final List<String> PRICES =
            List.of("input", "cacheRead", "cacheWrite", "cacheWriteHour", "output", "reasoning");
    private static final Set<String> TIER_KEYS = with("above");
    private static final Set<String> BAND_KEYS = with("tokens", "counts");
    private static final Pattern BEGINNING = Pattern.compile("(>=?) ?([1-9][0-9]{0,11})");
    private static final Map<String, Boolean> COUNTS = Map.of("all", true, "uncached", false);

    private TierReader() {}

    /** The prices of a mapping that has them among other things. */
    static TokenPrices prices(BookNode node) {
        return new TokenPrices(
                node.priceIfAny("input"),
                node.priceIfAny("cacheRead"),
                node.priceIfAny("cacheWrite"),
                node.priceIfAny("cacheWriteHour"),
                node.priceIfAny("output"),
                node.priceIfAny("reasoning"));
    }

    /** The same, where input and output must have one. */
    static TokenPrices both(BookNode node) {
        node.required("input");
        node.required("output");
        return prices(node);
    }

    static List<PriceRow> rows(BookNode entry) {
        List<PriceRow> rows = new ArrayList<>(bands(entry, ServiceTier.STANDARD));
        for (ServiceTier tier : List.of(ServiceTier.BATCH, ServiceTier.FLEX, ServiceTier.PRIORITY)) {
            entry.mapIfAny(tier.id(), TIER_KEYS).ifPresent(node -> {
                rows.add(new PriceRow(tier, null, both(node)));
                rows.addAll(bands(node, tier));
            });
        }
        return rows;
    }

    private static List<PriceRow> bands(BookNode node, ServiceTier tier) {
        List<PriceRow> rows = new ArrayList<>();
        for (BookNode band : node.maps("above", BAND_KEYS)) {
            Boolean all = band.choiceIfAny("counts", COUNTS);
            String tokens = band.text("tokens");
            Matcher beginning = BEGINNING.matcher(tokens == null ? "" : tokens);
            if (beginning.matches()) {
                rows.add(new PriceRow(
                        tier,
                        new PriceRow.Band(
                                Long.parseLong(beginning.group(2)),
                                beginning.group(1).equals(">="),
                                all == null || all),
                        both(band)));
            } else if (tokens != null) {
                band.problemAt(
                        "tokens", "'tokens' is '%s'; expected > or >= and a number, e.g. > 272000".formatted(tokens));
            }
        }
        return rows;
    }

    private static Set<String> with(String... more) {
        return new LinkedHashSet<>(
                Stream.concat(PRICES.stream(), Stream.of(more)).toList());
    }
}

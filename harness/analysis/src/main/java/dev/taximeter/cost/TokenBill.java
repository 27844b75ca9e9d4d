package dev.taximeter.cost;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import dev.taximeter.model.TokenUsage;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what billed calls cost, each by the tier that its answer names and by the length of its input. Not thread-safe.
 */
final class TokenBill {
    private final PriceQuote quote;
    private final Map<ServiceTier, Long> tiers = new EnumMap<>(ServiceTier.class);
    private final Unpriced unpriced = new Unpriced();
    private BigDecimal total = BigDecimal.ZERO;
    private long billed;
    private long withoutUsage;
    private long estimated;
    private long unclear;
    private long longInputs;
    private long inputTokens;
    private long outputTokens;

    TokenBill(PriceQuote quote) {
        this.quote = quote;
    }

    void add(Attempt attempt, String vendor) {
        switch (Billing.of(attempt.outcome().kind(), vendor)) {
            case BILLED -> addBilled(attempt.usage(), attempt.facts().serviceTier());
            case FREE -> {}
            case UNCLEAR -> unclear++;
        }
    }

    private void addBilled(@Nullable TokenUsage usage, @Nullable String tierSaid) {
        billed++;
        BigDecimal fee = quote.terms().perRequest();
        total = fee == null ? total : total.add(fee);
        if (usage == null) {
            withoutUsage++;
            return;
        }
        estimated += usage.estimated() ? 1 : 0;
        inputTokens = Math.addExact(inputTokens, usage.inputTokens());
        outputTokens = Math.addExact(outputTokens, usage.outputTokens());
        Optional<ServiceTier> tier = ServiceTier.of(tierSaid);
        Optional<TokenPrices> prices = tier.flatMap(known -> quote.prices(known, usage));
        if (tier.isEmpty() || prices.isEmpty()) {
            boolean known = tier.isPresent() && isSold(tier.get());
            unpriced.tier(known ? tierSaid + "' with a long input" : tierSaid + "'");
            return;
        }
        tiers.merge(tier.get(), 1L, Long::sum);
        longInputs += isLong(tier.get(), usage) ? 1 : 0;
        parts(usage, prices.get()).forEach(this::add);
    }

    private boolean isSold(ServiceTier tier) {
        return quote.terms().rows().stream().anyMatch(row -> row.tier() == tier);
    }

    private boolean isLong(ServiceTier tier, TokenUsage usage) {
        return quote.terms().rows().stream()
                .anyMatch(row ->
                        row.tier() == tier && row.band() != null && row.band().takes(usage));
    }

    private void add(Part part) {
        BigDecimal perMillion = part.perMillion();
        if (perMillion != null) {
            total = total.add(price(part.tokens(), perMillion));
        } else if (part.tokens() > 0) {
            unpriced.part(part.name(), part.tokens());
        }
    }

    /** Why there is no total; empty when there is one. */
    Optional<String> problem() {
        if (billed == 0) {
            return Optional.of("no request got an answer that is billed");
        }
        if (withoutUsage > 0) {
            return Optional.of(withoutUsage + " of " + billed + " billed answers report no tokens");
        }
        return unpriced.problem(quote);
    }

    /** Exact. Only when there is no {@link #problem}. */
    BigDecimal total() {
        return total;
    }

    long inputTokens() {
        return inputTokens;
    }

    long outputTokens() {
        return outputTokens;
    }

    String basis() {
        return new BillBasis(quote).text(tiers, longInputs, estimated, unclear);
    }

    static BigDecimal price(long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
    }

    private static List<Part> parts(TokenUsage usage, TokenPrices prices) {
        BigDecimal reasoning = prices.reasoning() == null ? prices.output() : prices.reasoning();
        return List.of(
                new Part("input", usage.uncachedInputTokens(), prices.input()),
                new Part("input read from the cache", usage.cacheReadTokens(), prices.cacheRead()),
                new Part(
                        "input written to the cache",
                        usage.cacheWriteTokens() - usage.hourCacheWriteTokens(),
                        prices.cacheWrite()),
                new Part(
                        "input written to the cache for an hour",
                        usage.hourCacheWriteTokens(),
                        prices.hourCacheWrite()),
                new Part("output", usage.visibleOutputTokens(), prices.output()),
                new Part("thoughts", usage.reasoningTokens(), reasoning));
    }

    private record Part(String name, long tokens, @Nullable BigDecimal perMillion) {}
}

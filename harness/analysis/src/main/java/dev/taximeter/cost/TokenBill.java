package dev.taximeter.cost;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.TokenUsage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up the tokens of billed calls and prices them. Reasoning tokens cost what output costs. Not thread-safe. */
final class TokenBill {
    private final PriceQuote quote;
    private long billed;
    private long withoutUsage;
    private long estimated;
    private long unclear;
    private long uncachedInput;
    private long cacheRead;
    private long cacheWrite;
    private long hourCacheWrite;
    private long output;

    TokenBill(PriceQuote quote) {
        this.quote = quote;
    }

    void add(Attempt attempt, String vendor) {
        switch (Billing.of(attempt.outcome().kind(), vendor)) {
            case BILLED -> addBilled(attempt.usage());
            case FREE -> {}
            case UNCLEAR -> unclear++;
        }
    }

    private void addBilled(@Nullable TokenUsage usage) {
        billed++;
        if (usage == null) {
            withoutUsage++;
            return;
        }
        estimated += usage.estimated() ? 1 : 0;
        uncachedInput = Math.addExact(uncachedInput, usage.uncachedInputTokens());
        cacheRead = Math.addExact(cacheRead, usage.cacheReadTokens());
        cacheWrite = Math.addExact(cacheWrite, usage.cacheWriteTokens() - usage.hourCacheWriteTokens());
        hourCacheWrite = Math.addExact(hourCacheWrite, usage.hourCacheWriteTokens());
        output = Math.addExact(output, usage.outputTokens());
    }

    /** Why there is no total; empty when there is one. */
    Optional<String> problem() {
        if (billed == 0) {
            return Optional.of("no request got an answer that is billed");
        }
        if (withoutUsage > 0) {
            return Optional.of(withoutUsage + " of " + billed + " billed answers report no tokens");
        }
        return parts().stream()
                .filter(part -> part.tokens() > 0 && part.perMillion() == null)
                .findFirst()
                .map(part -> "the price of %s %s from %s has none for %s, of which there were %d tokens"
                        .formatted(quote.vendor(), quote.model(), quote.effectiveFrom(), part.name(), part.tokens()));
    }

    /** Exact. Only when there is no {@link #problem}. */
    BigDecimal total() {
        BigDecimal sum = BigDecimal.ZERO;
        for (Part part : parts()) {
            BigDecimal perMillion = part.perMillion();
            if (perMillion != null) {
                sum = sum.add(price(part.tokens(), perMillion));
            }
        }
        return sum;
    }

    long inputTokens() {
        return Math.addExact(Math.addExact(uncachedInput, cacheRead), Math.addExact(cacheWrite, hourCacheWrite));
    }

    long outputTokens() {
        return output;
    }

    String basis() {
        String currency = quote.currency();
        StringBuilder text = new StringBuilder();
        text.append("list price of ").append(quote.vendor()).append(' ').append(quote.model());
        text.append(", for 1 million tokens:");
        String separator = " ";
        for (Part part : parts()) {
            BigDecimal perMillion = part.perMillion();
            if (perMillion != null) {
                text.append(separator).append(part.name()).append(' ');
                text.append(perMillion.toPlainString()).append(' ').append(currency);
                separator = ", ";
            }
        }
        if (estimated > 0) {
            text.append("; the tokens of ").append(estimated).append(" answers are estimated");
        }
        if (unclear > 0) {
            text.append("; ").append(unclear).append(" broken calls may be billed as well and are not in it");
        }
        return text.toString();
    }

    static BigDecimal price(long tokens, BigDecimal perMillion) {
        return perMillion.multiply(BigDecimal.valueOf(tokens)).movePointLeft(6);
    }

    private List<Part> parts() {
        return List.of(
                new Part("input", uncachedInput, quote.inputPerMillion()),
                new Part("input read from the cache", cacheRead, quote.cacheReadPerMillion()),
                new Part("input written to the cache", cacheWrite, quote.cacheWritePerMillion()),
                // No book has this price yet: a bill with such tokens has no total rather than a cheaper one.
                new Part("input written to the cache for an hour", hourCacheWrite, null),
                new Part("output", output, quote.outputPerMillion()));
    }

    private record Part(String name, long tokens, @Nullable BigDecimal perMillion) {}
}

package dev.taximeter.model;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A list price as a run used it. Absolute, with source and date. Token prices are per 1,000,000 tokens.
 *
 * @param vendor e.g. {@code openai}; {@code machine} for machine-hours
 * @param model e.g. {@code gpt-3.5-turbo}, or the machine's name
 * @param currency ISO 4217
 * @param inputPerMillion null for machines
 * @param cacheReadPerMillion null when the book has none: cached input then has no price
 * @param cacheWritePerMillion null when the book has none
 * @param outputPerMillion null for machines
 * @param trainingPerMillion what fine-tuning it costs, for tokens of all epochs; null when the book does not say
 * @param machineHour price of one hour; null for token prices, but not for those of a hybrid arm, which pays both
 * @param effectiveFrom first day on which it held, as far as the source shows
 * @param retrievedAt day on which the source said so
 * @param source address or title
 * @param terms other tiers, long inputs, fees, and who says so
 */
public record PriceQuote(
        String vendor,
        String model,
        String currency,
        @Nullable BigDecimal inputPerMillion,
        @Nullable BigDecimal cacheReadPerMillion,
        @Nullable BigDecimal cacheWritePerMillion,
        @Nullable BigDecimal outputPerMillion,
        @Nullable BigDecimal trainingPerMillion,
        @Nullable BigDecimal machineHour,
        LocalDate effectiveFrom,
        LocalDate retrievedAt,
        String source,
        PriceTerms terms) {

    /** A price of one tier for all inputs. */
    public PriceQuote(
            String vendor,
            String model,
            String currency,
            @Nullable BigDecimal inputPerMillion,
            @Nullable BigDecimal cacheReadPerMillion,
            @Nullable BigDecimal cacheWritePerMillion,
            @Nullable BigDecimal outputPerMillion,
            @Nullable BigDecimal trainingPerMillion,
            @Nullable BigDecimal machineHour,
            LocalDate effectiveFrom,
            LocalDate retrievedAt,
            String source) {
        this(
                vendor,
                model,
                currency,
                inputPerMillion,
                cacheReadPerMillion,
                cacheWritePerMillion,
                outputPerMillion,
                trainingPerMillion,
                machineHour,
                effectiveFrom,
                retrievedAt,
                source,
                PriceTerms.NONE);
    }

    /** The price of something that is not fine-tuned. */
    public PriceQuote(
            String vendor,
            String model,
            String currency,
            @Nullable BigDecimal inputPerMillion,
            @Nullable BigDecimal cacheReadPerMillion,
            @Nullable BigDecimal cacheWritePerMillion,
            @Nullable BigDecimal outputPerMillion,
            @Nullable BigDecimal machineHour,
            LocalDate effectiveFrom,
            LocalDate retrievedAt,
            String source) {
        this(
                vendor,
                model,
                currency,
                inputPerMillion,
                cacheReadPerMillion,
                cacheWritePerMillion,
                outputPerMillion,
                null,
                machineHour,
                effectiveFrom,
                retrievedAt,
                source);
    }

    /**
     * This price of tokens together with that of a machine-hour: what a hybrid arm is priced by.
     *
     * @param machine in the same currency
     */
    public PriceQuote beside(PriceQuote machine) {
        return new PriceQuote(
                vendor,
                model + " beside " + machine.model,
                currency,
                inputPerMillion,
                cacheReadPerMillion,
                cacheWritePerMillion,
                outputPerMillion,
                trainingPerMillion,
                machine.machineHour,
                effectiveFrom.isAfter(machine.effectiveFrom) ? effectiveFrom : machine.effectiveFrom,
                retrievedAt.isBefore(machine.retrievedAt) ? retrievedAt : machine.retrievedAt,
                source + "; " + machine.source,
                terms);
    }

    /** The standard tier's prices of tokens. */
    public TokenPrices standard() {
        return new TokenPrices(
                inputPerMillion,
                cacheReadPerMillion,
                cacheWritePerMillion,
                terms.hourCacheWritePerMillion(),
                outputPerMillion,
                terms.reasoningPerMillion());
    }

    /**
     * The prices of a call: of its tier, and of the band with the highest beginning that takes it.
     *
     * @return empty when the tier has no price, or none for an input that is long in the standard tier: it may well be dearer
     */
    public Optional<TokenPrices> prices(ServiceTier tier, TokenUsage usage) {
        Optional<TokenPrices> banded = terms.rows().stream()
                .filter(row ->
                        row.tier() == tier && row.band() != null && row.band().takes(usage))
                .max(Comparator.comparingLong(
                        row -> row.band() == null ? 0 : row.band().inputTokens()))
                .map(PriceRow::prices);
        if (banded.isPresent()) {
            return banded;
        }
        if (tier == ServiceTier.STANDARD) {
            return Optional.of(standard());
        }
        return isLong(usage)
                ? Optional.empty()
                : terms.rows().stream()
                        .filter(row -> row.tier() == tier && row.band() == null)
                        .findFirst()
                        .map(PriceRow::prices);
    }

    /** Whether this makes a call dearer in the standard tier. */
    private boolean isLong(TokenUsage usage) {
        return terms.rows().stream()
                .anyMatch(row -> row.tier() == ServiceTier.STANDARD
                        && row.band() != null
                        && row.band().takes(usage));
    }
}

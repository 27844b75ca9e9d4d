package dev.taximeter.model;

import java.math.BigDecimal;
import java.time.LocalDate;
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
        String source) {

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
                source + "; " + machine.source);
    }
}

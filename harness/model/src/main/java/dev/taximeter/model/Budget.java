package dev.taximeter.model;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a run may cost.
 *
 * @param limit above 0
 * @param currency ISO 4217
 */
public record Budget(BigDecimal limit, String currency) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,12})?) ?([A-Z]{3})");

    public Budget {
        if (limit.signum() <= 0) {
            throw new IllegalArgumentException("a budget of " + limit);
        }
    }

    /** Reads an amount such as {@code 5 USD}; empty when it is none, or not above 0. */
    public static Optional<Budget> parse(String text) {
        Matcher amount = SHAPE.matcher(text.strip());
        return amount.matches() && new BigDecimal(amount.group(1)).signum() > 0
                ? Optional.of(new Budget(new BigDecimal(amount.group(1)), amount.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return limit.toPlainString() + " " + currency;
    }
}

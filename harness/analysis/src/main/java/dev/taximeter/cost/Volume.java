package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is asked in a month, and when in the day.
 *
 * @param requestsAMonth at least 0
 * @param hourShares share of a day's requests in each of its 24 hours; they add up to 1
 */
public record Volume(BigDecimal requestsAMonth, List<BigDecimal> hourShares) {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal HOURS_A_DAY = BigDecimal.valueOf(24);
    private static final MathContext EXACT = MathContext.DECIMAL128;

    public Volume {
        hourShares = List.copyOf(hourShares);
        if (requestsAMonth.signum() < 0 || hourShares.size() != 24) {
            throw new IllegalArgumentException(
                    "%s requests a month in %d hours a day".formatted(requestsAMonth, hourShares.size()));
        }
    }

    /** The same in every hour. */
    public static Volume even(BigDecimal requestsAMonth) {
        return weighted(
                requestsAMonth, Stream.generate(() -> BigDecimal.ONE).limit(24).toList());
    }

    /**
     * As these weights say.
     *
     * @param weights of the 24 hours, at least 0, not all 0
     */
    public static Volume weighted(BigDecimal requestsAMonth, List<BigDecimal> weights) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Volume(
                requestsAMonth,
                weights.stream().map(weight -> weight.divide(sum, EXACT)).toList());
    }

    /** The same day with another number of requests. */
    public Volume of(BigDecimal newRequestsAMonth) {
        return new Volume(newRequestsAMonth, hourShares);
    }

    /** Requests in this hour of the day, 0..23, of a whole month. */
    BigDecimal inHour(int hour) {
        return requestsAMonth.multiply(hourShares.get(hour));
    }

    /** How many hours a month has of each hour of the day: 730 ÷ 24. */
    static BigDecimal eachHourAMonth() {
        return Machine.HOURS_A_MONTH.divide(HOURS_A_DAY, EXACT);
    }

    /** Mean rate in the busiest hour. */
    public BigDecimal busiestPerSecond() {
        BigDecimal busiest = hourShares.stream().reduce(BigDecimal.ZERO, BigDecimal::max);
        return requestsAMonth.multiply(busiest).divide(eachHourAMonth().multiply(SECONDS_AN_HOUR), EXACT);
    }
}

package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A machine that is paid by the hour, whether it works or not.
 *
 * @param hour price of one hour, above 0
 * @param requestsPerSecond the most that it answers and still meets the objective, above 0: measured at that load, not the
 *     highest throughput it can be driven to
 */
public record Machine(BigDecimal hour, BigDecimal requestsPerSecond) {
    /** A year has 8,760 hours; vendors bill twelfths of it. */
    public static final BigDecimal HOURS_A_MONTH = BigDecimal.valueOf(730);

    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3_600);
    private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final MathContext ROUNDING = new MathContext(24);

    public Machine {
        if (hour.signum() <= 0 || requestsPerSecond.signum() <= 0) {
            throw new IllegalArgumentException(
                    "a machine of %s an hour with %s requests a second".formatted(hour, requestsPerSecond));
        }
    }

    /** A machine that answers one request after another, each in this time, which is above 0. */
    public static Machine oneAtATime(BigDecimal hour, long serviceNanos) {
        return new Machine(hour, NANOS_A_SECOND.divide(BigDecimal.valueOf(serviceNanos), EXACT));
    }

    /**
     * Price of the hour ÷ (3,600 · requests a second · utilisation).
     *
     * @param utilisationRatio share of what it could answer that it is asked for, in (0..1]
     */
    public BigDecimal perRequest(BigDecimal utilisationRatio) {
        return fullyUsed().divide(utilisationRatio, EXACT);
    }

    /** The utilisation at which a request costs this much; above 1 when the machine can never be so cheap. */
    public BigDecimal utilisationFor(BigDecimal perRequest) {
        return fullyUsed().divide(perRequest, EXACT);
    }

    private BigDecimal fullyUsed() {
        return hour.divide(SECONDS_AN_HOUR.multiply(requestsPerSecond), EXACT);
    }

    /** How many of them the busiest hour needs, at least 1: one is paid for even when nobody asks. */
    public int neededFor(Volume volume) {
        return wholeFrom(volume.busiestPerSecond().divide(requestsPerSecond, EXACT))
                .max(BigDecimal.ONE)
                .intValueExact();
    }

    /** The next whole number; what only rounding has put above one is not above it. */
    static BigDecimal wholeFrom(BigDecimal number) {
        return number.round(ROUNDING).setScale(0, RoundingMode.CEILING);
    }

    /** Share of the paid capacity that is used in a month. */
    public BigDecimal utilisationAt(Volume volume) {
        BigDecimal capacity = requestsPerSecond
                .multiply(BigDecimal.valueOf(neededFor(volume)))
                .multiply(SECONDS_AN_HOUR)
                .multiply(HOURS_A_MONTH);
        return volume.requestsAMonth().divide(capacity, EXACT);
    }

    /** Machines for the busiest hour, paid round the clock. */
    public BigDecimal perMonth(Volume volume) {
        return hour.multiply(HOURS_A_MONTH).multiply(BigDecimal.valueOf(neededFor(volume)));
    }
}

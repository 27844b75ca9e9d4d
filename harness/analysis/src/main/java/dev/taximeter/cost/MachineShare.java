package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a request costs on a machine of which a share is used.
 *
 * @param machine with its price and what it takes
 * @param capacity how that is known
 * @param utilisationRatio share of what the machine takes that is really asked of it, in (0..1]
 * @param currency of the price
 */
record MachineShare(Machine machine, Capacity.Measured capacity, double utilisationRatio, String currency) {
    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    BigDecimal perRequest() {
        return machine.perRequest(BigDecimal.valueOf(utilisationRatio));
    }

    /** What the figure rests on. */
    String words() {
        return "with a capacity of %s requests a second (%s; n = %d), %s %% of it used; at 100 %%, 1,000 requests would cost %s %s"
                .formatted(
                        plain(machine.requestsPerSecond()),
                        capacity.words(),
                        capacity.n(),
                        plain(BigDecimal.valueOf(utilisationRatio).movePointRight(2)),
                        plain(machine.perRequest(BigDecimal.ONE).movePointRight(3)),
                        currency);
    }

    private static String plain(BigDecimal number) {
        BigDecimal rounded = number.round(DIGITS);
        return (rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros()).toPlainString();
    }
}

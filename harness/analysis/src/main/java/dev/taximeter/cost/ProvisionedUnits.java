package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Provisioned throughput as Azure sells it: units that are paid by the hour and take so many tokens a minute each, output
 * tokens weighing more than input. Cached input weighs nothing.
 *
 * @param unitHour price of one unit for one hour, above 0
 * @param minimum smallest number of units that can be bought, at least 1
 * @param step units are bought in steps of so many above the minimum, at least 1
 * @param tokensAMinute weighted tokens a minute that one unit takes, above 0
 * @param tokensPerRequest weighted tokens of a mean request: uncached input + weight · output; above 0
 */
public record ProvisionedUnits(
        BigDecimal unitHour, int minimum, int step, BigDecimal tokensAMinute, BigDecimal tokensPerRequest) {
    private static final BigDecimal MINUTES_AN_HOUR = BigDecimal.valueOf(60);
    private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);
    private static final MathContext EXACT = MathContext.DECIMAL128;

    public ProvisionedUnits {
        if (unitHour.signum() <= 0 || tokensAMinute.signum() <= 0 || tokensPerRequest.signum() <= 0) {
            throw new IllegalArgumentException("units of %s an hour, %s tokens a minute, %s tokens a request"
                    .formatted(unitHour, tokensAMinute, tokensPerRequest));
        }
        if (minimum < 1 || step < 1) {
            throw new IllegalArgumentException("at least %d units in steps of %d".formatted(minimum, step));
        }
    }

    /** Weighted tokens of a request; the weight is how many input tokens an output token counts for. */
    public static BigDecimal weighted(long uncachedInputTokens, long outputTokens, BigDecimal outputWeight) {
        return outputWeight.multiply(BigDecimal.valueOf(outputTokens)).add(BigDecimal.valueOf(uncachedInputTokens));
    }

    /** The smallest number that can be bought and takes the busiest hour without spilling over. */
    public int neededFor(Volume volume) {
        BigDecimal tokens = volume.busiestPerSecond().multiply(SECONDS_A_MINUTE).multiply(tokensPerRequest);
        return purchasable(
                Machine.wholeFrom(tokens.divide(tokensAMinute, EXACT)).intValueExact());
    }

    /** The next number from this one on that can be bought. */
    public int purchasable(int units) {
        int above = Math.max(0, units - minimum);
        return minimum + Math.ceilDiv(above, step) * step;
    }

    /** What so many units cost in a month, idle hours included. */
    public BigDecimal perMonth(int units) {
        return unitHour.multiply(BigDecimal.valueOf(units)).multiply(Machine.HOURS_A_MONTH);
    }

    /** Requests of a month that so many units do not take: in each hour of the day, what is above their capacity. */
    public BigDecimal spilled(Volume volume, int units) {
        BigDecimal spilled = BigDecimal.ZERO;
        for (int hour = 0; hour < 24; hour++) {
            spilled = spilled.add(
                    volume.inHour(hour).subtract(requestsInEachHour(units)).max(BigDecimal.ZERO));
        }
        return spilled;
    }

    /** Share of the paid capacity that is used. */
    public BigDecimal utilisationAt(Volume volume, int units) {
        return volume.requestsAMonth()
                .subtract(spilled(volume, units))
                .divide(requestsInEachHour(units).multiply(BigDecimal.valueOf(24)), EXACT);
    }

    /** Requests that units can take in one of the day's hours, over a month. */
    private BigDecimal requestsInEachHour(int units) {
        return tokensAMinute
                .multiply(BigDecimal.valueOf(units))
                .multiply(MINUTES_AN_HOUR)
                .multiply(Volume.eachHourAMonth())
                .divide(tokensPerRequest, EXACT);
    }

    /** The number of units with which a month is cheapest, when what spills over costs this much a request. */
    public Supply.Reserved cheapest(Volume volume, BigDecimal spilledPerRequest) {
        Supply.Reserved best = new Supply.Reserved(this, minimum, spilledPerRequest);
        for (int units = minimum + step; units <= neededFor(volume); units += step) {
            Supply.Reserved next = new Supply.Reserved(this, units, spilledPerRequest);
            if (next.perMonth(volume).compareTo(best.perMonth(volume)) < 0) {
                best = next;
            }
        }
        return best;
    }
}

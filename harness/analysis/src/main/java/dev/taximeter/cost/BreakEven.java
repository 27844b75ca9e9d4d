package dev.taximeter.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** From which monthly volume on one supply is cheaper than another. Pure. */
public final class BreakEven {
    /** Volumes that are looked at between two powers of ten; costs go up in steps, so that they may cross more than once. */
    private static final int STEPS_A_DECADE = 40;

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private BreakEven() {}

    /**
     * Whether it is a question from where on the first is cheaper than the second: what is paid by the hour or bought in
     * units, or holds such a thing, against what is paid by the request. Units stand only against the price of their own
     * model, which is what they spill over at.
     */
    public static boolean isAsked(Supply first, Supply second) {
        if (!(second instanceof Supply.Metered metered)) {
            return false;
        }
        return switch (first) {
            case Supply.Owned _, Supply.Mixed _ -> true;
            case Supply.Provisioned units -> metered.perRequest().compareTo(units.spilledPerRequest()) == 0;
            case Supply.Reserved _, Supply.Metered _ -> false;
        };
    }

    /**
     * The volume from which on, up to the highest one looked at, the first supply costs no more than the second; to about 6 %
     * and rounded to three digits.
     *
     * @param day how a day looks; its own volume does not matter
     * @param lowest requests a month, above 0
     * @param highest at least {@code lowest}
     * @return empty when the second is still cheaper at the highest volume
     */
    public static Optional<BigDecimal> from(
            Supply first, Supply second, Volume day, BigDecimal lowest, BigDecimal highest) {
        BigDecimal from = null;
        double decades = Math.log10(highest.doubleValue() / lowest.doubleValue());
        int steps = Math.max(1, (int) Math.ceil(decades * STEPS_A_DECADE));
        for (int i = steps; i >= 0; i--) {
            double at = lowest.doubleValue() * Math.pow(10, decades * i / steps);
            BigDecimal requests = new BigDecimal(at).round(THREE_DIGITS);
            Volume volume = day.of(requests);
            if (first.perMonth(volume).compareTo(second.perMonth(volume)) > 0) {
                break;
            }
            from = requests;
        }
        return Optional.ofNullable(from);
    }
}

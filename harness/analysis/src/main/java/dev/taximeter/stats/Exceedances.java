package dev.taximeter.stats;

/**
 * How many values lie at or beyond a limit, as far as successive values are worth counting. "At most one in a hundred is
 * beyond the limit" says the same as "p99 is below it", and can be tested exactly, which a percentile cannot.
 *
 * @param count values at or beyond the limit
 * @param n all values, at least 1
 * @param effective what they are worth, in (0..n]
 */
public record Exceedances(long count, long n, double effective) {

    /** Counts the values at or beyond the limit. */
    public static Exceedances of(EffectiveSize values, double limit) {
        return new Exceedances(values.countAtLeast(limit), values.n(), values.atLimit(limit));
    }

    /**
     * The exact interval of the true share, from {@link Proportions#clopperPearson}.
     *
     * @param confidence two-sided, in (0..1)
     */
    public Interval share(double confidence) {
        return Proportions.clopperPearson(effective * count / n, effective, confidence);
    }
}

package dev.taximeter.stats;

/** What a bootstrap computes of every resample. */
public sealed interface BlockStatistic {

    /** The arithmetic mean. */
    record Mean() implements BlockStatistic {}

    /** The standard deviation, with n − 1. */
    record StandardDeviation() implements BlockStatistic {}

    /** @param p of the nearest-rank quantile, in (0..1) */
    record Quantile(double p) implements BlockStatistic {}
}

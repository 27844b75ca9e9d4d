package dev.taximeter.model;

import java.util.List;

/** A distribution of durations, in nanoseconds, that the emulator draws from. */
public sealed interface Delay {

    /**
     * Always the same.
     *
     * @param nanos at least 0
     */
    record Constant(long nanos) implements Delay {}

    /**
     * {@code minNanos + L}, where L is lognormal.
     *
     * @param minNanos shift, at least 0
     * @param medianNanos median of the whole, above {@code minNanos}
     * @param sigma standard deviation of ln L, above 0
     * @param maxNanos every draw is clipped to this; at least {@code medianNanos}
     */
    record Lognormal(long minNanos, long medianNanos, double sigma, long maxNanos) implements Delay {}

    /**
     * Inverse transform over measured quantiles at equal steps of probability from 0 to 1, linear between them.
     *
     * @param nanos ascending, at least two
     */
    record Quantiles(List<Long> nanos) implements Delay {
        public Quantiles {
            nanos = List.copyOf(nanos);
        }
    }
}

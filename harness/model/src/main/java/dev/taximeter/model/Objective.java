package dev.taximeter.model;

import java.math.BigDecimal;

/** What a scenario's user wants every arm to keep. */
public sealed interface Objective {

    /** As the user wrote it, e.g. {@code ttft.p99 < 1500ms}. */
    String text();

    /**
     * A share of the values must lie below a limit, e.g. 99 % of the times to first token.
     *
     * @param metric of which time
     * @param quantile that share, in (0..1)
     * @param firstBadNanos the smallest value that is too much, above 0
     */
    record Time(String text, Metric metric, double quantile, long firstBadNanos) implements Objective {
        /** 1 − 0.99 is not quite a hundredth; a millionth is fine enough for every quantile. */
        private static final double WHOLE = 1e6;

        /** Share of the values that may be at or beyond the limit. */
        public double allowedRatio() {
            return Math.rint((1 - quantile) * WHOLE) / WHOLE;
        }
    }

    /** @param limitRatio share of requests that may fail, in (0..1] */
    record Errors(String text, double limitRatio) implements Objective {}

    /**
     * What a request may cost on average.
     *
     * @param limit above 0
     * @param currency ISO 4217
     */
    record CostPerRequest(String text, BigDecimal limit, String currency) implements Objective {}

    /** @param leastRatio share of answers that must be right, in (0..1] */
    record Accuracy(String text, double leastRatio) implements Objective {}
}

package dev.taximeter.record;

import java.util.OptionalLong;

/**
 * How an arm stands while the run goes on. For the eye only: no interval, and a percentile from any number of values.
 *
 * @param warmUps ended requests of the warm-up
 * @param measured ended requests of the measured phase, good and failed
 * @param errors failed ones among the measured
 * @param p50Nanos median response time of good measured requests so far; empty when there are none
 * @param p99Nanos their 99th percentile; empty when there are none
 */
public record Progress(long warmUps, long measured, long errors, OptionalLong p50Nanos, OptionalLong p99Nanos) {}

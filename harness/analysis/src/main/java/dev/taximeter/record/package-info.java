/**
 * Room: record. Samples become HdrHistograms.
 *
 * <p>In: samples, from many threads. Out: one histogram for each arm, metric and phase; a running view of each arm for
 * the terminal; histograms of each second for the histogram log.
 *
 * <p>What is counted: latencies of good answers only, since a fast error is not a fast answer; our own lateness
 * ({@link dev.taximeter.model.Metric#DISPATCH_LAG}, {@link dev.taximeter.model.Metric#SLOT_WAIT}) of all requests. Values
 * are nanoseconds with three significant digits, so a value read back is off by at most 0.1 %.
 *
 * <p>Never here: files, statistics beyond percentiles, formatting.
 */
@NullMarked
package dev.taximeter.record;

import org.jspecify.annotations.NullMarked;

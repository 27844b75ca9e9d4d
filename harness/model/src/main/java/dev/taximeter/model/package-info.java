/**
 * Room: model. The nouns that every other room speaks: scenario, plan, sample, manifest.
 *
 * <p>In: nothing. Out: immutable records, enums and sealed interfaces. Times are {@code long} nanoseconds, money is
 * {@link java.math.BigDecimal}, ratios are 0..1.
 *
 * <p>Never here: input or output, statistics, formatting, third-party types.
 */
@NullMarked
package dev.taximeter.model;

import org.jspecify.annotations.NullMarked;

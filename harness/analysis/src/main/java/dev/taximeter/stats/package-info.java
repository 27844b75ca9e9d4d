/**
 * Room: stats. Pure mathematics on arrays: intervals, tests, bootstrap, effective sample size.
 *
 * <p>In: numbers and seeds. Out: numbers with their intervals.
 *
 * <p>Never here: our own nouns, input or output, formatting.
 */
@NullMarked
package dev.taximeter.stats;

import org.jspecify.annotations.NullMarked;

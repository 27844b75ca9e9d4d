/**
 * Room: stats. Pure mathematics on arrays: quantiles, intervals, bootstrap, effective sample size, tests, change
 * points.
 *
 * <p>In: numbers and seeds. Out: numbers with their intervals. Every formula names its source. Which one for what:
 *
 * <ul>
 *   <li>a quantile of one arm: {@link dev.taximeter.stats.Quantiles}, distribution-free, wider when successive values are
 *       alike;
 *   <li>a mean: {@link dev.taximeter.stats.Means}, between blocks;
 *   <li>a standard deviation, or a ratio between arms: {@link dev.taximeter.stats.BlockedBootstrap};
 *   <li>a share, or a paired difference of shares: {@link dev.taximeter.stats.Proportions};
 *   <li>whether two arms differ: {@link dev.taximeter.stats.PairedBlocks} where blocks know the quantile,
 *       {@link dev.taximeter.stats.BlockPermutation} for tails; several questions at once:
 *       {@link dev.taximeter.stats.MultipleTests};
 *   <li>when a series of nights changed: {@link dev.taximeter.stats.ChangePoints}.
 * </ul>
 *
 * <p>Never here: our own nouns, input or output, formatting.
 */
@NullMarked
package dev.taximeter.stats;

import org.jspecify.annotations.NullMarked;

/**
 * Room: cost. Price books and usage, inferences or machine-hours, become money.
 *
 * <p>In: dated price books and samples. Out: a {@link dev.taximeter.cost.Cost}, exact, or the reason why there is none.
 *
 * <p>Never here: doubles for money, a price of 0 for a missing price, formatting.
 */
@NullMarked
package dev.taximeter.cost;

import org.jspecify.annotations.NullMarked;

package dev.taximeter.model;

import java.math.BigDecimal;

/**
 * What a run took out of its budget: all calls, warm-up and retries included.
 *
 * @param budget that the run had
 * @param spent at least 0; above the budget only when a vendor billed more than the most that a call should have cost
 * @param assumedCalls calls in {@code spent} of which nobody knows what they cost, such as broken ones; they count with the
 *     most that they can have cost
 * @param rehearsed whether no money went: all vendors were emulated, and this is what they would have asked
 * @param waitedCalls calls that were made later than planned, when open ones had given money back; 0 in runs from before calls
 *     waited
 */
public record Spending(Budget budget, BigDecimal spent, long assumedCalls, boolean rehearsed, long waitedCalls) {}

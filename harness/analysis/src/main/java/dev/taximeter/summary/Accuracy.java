package dev.taximeter.summary;

import org.jspecify.annotations.Nullable;

/**
 * How often an arm was right. The unit is the distinct prompt: a prompt asked ten times counts once, with the share of
 * its answers that were right, so that repeating questions does not narrow the interval.
 *
 * @param inScope share of right answers among prompts whose right answer is an intent; n is the number of distinct
 *     prompts; null when there were none
 * @param outOfScopeRecall share of out-of-scope prompts that were recognised as such; null when there were none
 * @param judged answers that were judged
 * @param unreadable judged answers from which no known label could be read; they count as wrong
 */
public record Accuracy(@Nullable Figure inScope, @Nullable Figure outOfScopeRecall, long judged, long unreadable) {}

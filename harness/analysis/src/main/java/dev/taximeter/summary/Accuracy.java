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
 * @param macroF1 mean over the intents of the harmonic mean of precision and recall; n is the number of distinct prompts;
 *     null where answers have no labels
 */
public record Accuracy(
        @Nullable Figure inScope,
        @Nullable Figure outOfScopeRecall,
        long judged,
        long unreadable,
        @Nullable Figure macroF1) {

    /** Of answers without labels. */
    public Accuracy(@Nullable Figure inScope, @Nullable Figure outOfScopeRecall, long judged, long unreadable) {
        this(inScope, outOfScopeRecall, judged, unreadable, null);
    }

    /** The same with a macro F1. */
    Accuracy with(@Nullable Figure newMacroF1) {
        return new Accuracy(inScope, outOfScopeRecall, judged, unreadable, newMacroF1);
    }
}

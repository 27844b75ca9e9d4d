package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.List;

/**
 * What the model makes of an utterance.
 *
 * @param intent the answer; {@link LabelledUtterance#OUT_OF_SCOPE} when no intent is likely enough
 * @param confidence probability of the likeliest label, 0..1, also when it was too low to be the answer
 * @param ranking the likeliest labels, the best first; at least one, at most {@link IntentModel#RANKING_LIMIT}
 */
public record IntentResult(String intent, double confidence, List<Candidate> ranking) {
    public IntentResult {
        ranking = List.copyOf(ranking);
    }

    /** Whether the answer is that no intent covers the utterance. */
    public boolean isOutOfScope() {
        return intent.equals(LabelledUtterance.OUT_OF_SCOPE);
    }

    /**
     * A label and how likely it is.
     *
     * @param intent a label of the training data
     * @param confidence its probability, 0..1
     */
    public record Candidate(String intent, double confidence) {}
}

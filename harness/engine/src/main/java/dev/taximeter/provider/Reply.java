package dev.taximeter.provider;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.EntitySpan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a call went.
 *
 * @param attempt its times and outcome
 * @param text the visible answer as far as it came; empty when none did
 * @param label the intent that a local model chose; null when the text has to be read for it
 * @param confidence of that label, 0..1; NaN when there is none
 * @param entities what a local model found in the text; null when the answer has to be read for it
 * @param passages what was retrieved and put before the question; null where nothing is retrieved
 */
public record Reply(
        Attempt attempt,
        String text,
        @Nullable String label,
        double confidence,
        @Nullable List<EntitySpan> entities,
        @Nullable List<String> passages) {

    /** The reply of a model that finds no entities. */
    public Reply(Attempt attempt, String text, @Nullable String label, double confidence) {
        this(attempt, text, label, confidence, null, null);
    }

    /** The reply of a local model that looks for entities. */
    public Reply(
            Attempt attempt,
            String text,
            @Nullable String label,
            double confidence,
            @Nullable List<EntitySpan> entities) {
        this(attempt, text, label, confidence, entities, null);
    }

    /** The same reply to a question before which these passages were put. */
    public Reply from(List<String> found) {
        return new Reply(attempt, text, label, confidence, entities, found);
    }

    /** The same reply with other times. */
    public Reply in(Attempt newAttempt) {
        return new Reply(newAttempt, text, label, confidence, entities, passages);
    }

    /** The reply of a language model: text, no label of its own. */
    public static Reply text(Attempt attempt, String text) {
        return new Reply(attempt, text, null, Double.NaN);
    }
}

package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import java.util.List;

/**
 * What a model makes of an utterance.
 *
 * @param intent what is wanted
 * @param entities what is named, in the order of the text, none over another; empty when the model knows no entities
 */
public record NluResult(IntentResult intent, List<EntitySpan> entities) {
    public NluResult {
        entities = List.copyOf(entities);
    }
}

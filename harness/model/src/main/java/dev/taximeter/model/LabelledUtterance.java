package dev.taximeter.model;

import java.util.List;

/**
 * An utterance, the intent that a person gave it, and the entities that a person marked in it.
 *
 * @param text not blank
 * @param intent the label; {@link #OUT_OF_SCOPE} for an utterance that no intent covers
 * @param entities marked parts, in their order, none over another; empty when nothing was marked
 */
public record LabelledUtterance(String text, String intent, List<EntitySpan> entities) {
    /** The label of utterances that no intent covers, as CLINC150 writes it. */
    public static final String OUT_OF_SCOPE = "oos";

    public LabelledUtterance {
        entities = List.copyOf(entities);
    }

    /** An utterance without marked entities. */
    public LabelledUtterance(String text, String intent) {
        this(text, intent, List.of());
    }
}

package dev.taximeter.model;

/**
 * An utterance and the intent that a person gave it.
 *
 * @param text not blank
 * @param intent the label; {@link #OUT_OF_SCOPE} for an utterance that no intent covers
 */
public record LabelledUtterance(String text, String intent) {
    /** The label of utterances that no intent covers, as CLINC150 writes it. */
    public static final String OUT_OF_SCOPE = "oos";
}

package dev.taximeter.model;

import org.jspecify.annotations.Nullable;

/**
 * What an answer said, judged.
 *
 * @param text the text; null unless bodies are stored or the answer is broken JSON; in a run folder's samples null by
 *     default
 * @param length of the text, in UTF-16 units
 * @param sha256 first 16 hexadecimal digits of the hash of the text's UTF-8; empty when the length is 0
 * @param label the intent that was read from it; null when the task has none or none could be read
 * @param confidence of a local model, 0..1; NaN when there is none
 * @param correct whether it is the expected answer; null when it was not judged
 * @param expected the right answer; null when the prompt has none. It is here so that a run folder can tell prompts that
 *     no intent covers from the others without the workload
 * @param json whether it is the JSON that was asked for; null for other tasks, and in runs from before there was such a task
 * @param entities what it named; null for other tasks
 * @param generated what its utterances are worth; null for other tasks
 * @param retrieval what was found for the question; null for other tasks
 * @param vector the vector that was answered; null where vectors are not compared, and where the answer held none
 */
public record Answer(
        @Nullable String text,
        int length,
        String sha256,
        @Nullable String label,
        double confidence,
        @Nullable Boolean correct,
        @Nullable String expected,
        @Nullable JsonJudgement json,
        @Nullable EntityJudgement entities,
        @Nullable GenerationJudgement generated,
        @Nullable RetrievalJudgement retrieval,
        @Nullable Embedding vector) {

    /** An answer that need not be JSON. */
    public Answer(
            @Nullable String text,
            int length,
            String sha256,
            @Nullable String label,
            double confidence,
            @Nullable Boolean correct,
            @Nullable String expected) {
        this(text, length, sha256, label, confidence, correct, expected, null, null, null, null, null);
    }

    /** An answer that names no entities. */
    public Answer(
            @Nullable String text,
            int length,
            String sha256,
            @Nullable String label,
            double confidence,
            @Nullable Boolean correct,
            @Nullable String expected,
            @Nullable JsonJudgement json) {
        this(text, length, sha256, label, confidence, correct, expected, json, null, null, null, null);
    }

    /** The same without its text. */
    public Answer withoutText() {
        return text == null
                ? this
                : new Answer(
                        null,
                        length,
                        sha256,
                        label,
                        confidence,
                        correct,
                        expected,
                        json,
                        entities,
                        generated,
                        retrieval,
                        vector);
    }
}

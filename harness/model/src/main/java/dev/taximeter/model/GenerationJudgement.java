package dev.taximeter.model;

/**
 * What generated utterances are worth.
 *
 * @param language that they were to be in
 * @param asked how many
 * @param given how many could be read from the answer
 * @param distinct those of them that say neither what an earlier one says nor what the prompt shows
 * @param placed those of the distinct ones that the local model puts into the intent
 */
public record GenerationJudgement(String language, int asked, int given, int distinct, int placed) {
    /** Whether there are as many as were asked for, all distinct and all in the intent. */
    public boolean complete() {
        return placed >= asked && given == asked;
    }
}

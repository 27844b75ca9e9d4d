package dev.taximeter.model;

/**
 * What retrieval found for a question.
 *
 * @param passages put before it
 * @param found whether one of them says what is expected of the answer
 */
public record RetrievalJudgement(int passages, boolean found) {}

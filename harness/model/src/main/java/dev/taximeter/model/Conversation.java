package dev.taximeter.model;

/**
 * A scripted conversation: what the user says, turn by turn. What the model says is its own.
 *
 * @param firstPrompt index of its first turn in the workload's prompts; the other turns follow there
 * @param turns how many turns the user takes, at least 1
 */
public record Conversation(int firstPrompt, int turns) {}

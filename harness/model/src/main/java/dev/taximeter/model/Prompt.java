package dev.taximeter.model;

import org.jspecify.annotations.Nullable;

/**
 * One thing to ask.
 *
 * @param id unique within the workload; stable from run to run
 * @param text what the user says
 * @param expected the right answer, e.g. an intent; null when the answer is not judged
 */
public record Prompt(String id, String text, @Nullable String expected) {}

package dev.taximeter.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing to ask.
 *
 * @param id unique within the workload; stable from run to run
 * @param text what the user says
 * @param expected the right answer: an intent; a text that the answer contains; or, for JSON, an object as JSON text whose
 *     members the answer has to have. Null when nothing such is expected
 * @param pattern a regular expression that must be found in the answer; null when none is given
 * @param entities what the text names, in its order; empty unless the task is {@link Task#ENTITIES}
 */
public record Prompt(
        String id,
        String text,
        @Nullable String expected,
        @Nullable String pattern,
        List<EntitySpan> entities) {
    public Prompt {
        entities = List.copyOf(entities);
    }

    /** A prompt in which no entity is marked. */
    public Prompt(String id, String text, @Nullable String expected, @Nullable String pattern) {
        this(id, text, expected, pattern, List.of());
    }

    /** A prompt without a pattern. */
    public Prompt(String id, String text, @Nullable String expected) {
        this(id, text, expected, null);
    }

    /** The same prompt in other words. */
    public Prompt saying(String newText) {
        return new Prompt(id, newText, expected, pattern, entities);
    }
}

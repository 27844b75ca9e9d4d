package dev.taximeter.model;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * In what one arm differs from the workload: the same question, put as this model wants it.
 *
 * @param instructions its own system prompt; null for the workload's
 * @param shots its own number of solved examples; empty for the workload's
 * @param form how it asks for JSON; null for the workload's way, and where the task is not {@link Task#JSON}
 * @param trainingTokens tokens that its fine-tuning was billed for, all epochs; empty when it was not fine-tuned
 */
public record Adaptation(
        @Nullable Instructions instructions,
        OptionalInt shots,
        @Nullable JsonForm form,
        OptionalLong trainingTokens) {
    /** As the workload has it. */
    public static final Adaptation NONE = new Adaptation(null, OptionalInt.empty(), null, OptionalLong.empty());
}

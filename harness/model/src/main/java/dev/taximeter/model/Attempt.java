package dev.taximeter.model;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One call as it happened. Times are nanoseconds after the start of the run, on one monotonic clock.
 *
 * @param sentNanos handed to the client
 * @param headersNanos status line and headers were read; empty when they never came
 * @param firstEventNanos any first frame, also one without content; empty when none came
 * @param chunks arrival of each content chunk; empty when none came
 * @param finishNanos the finish or stop reason was read; empty when none came
 * @param doneNanos last byte, error or cancel; not before {@code sentNanos}
 * @param outcome how it ended
 * @param usage tokens; null when the server reported none and none could be estimated
 * @param finishReason the vendor's word, e.g. {@code stop}; null when none came
 * @param facts what server and connection said of themselves
 */
public record Attempt(
        long sentNanos,
        OptionalLong headersNanos,
        OptionalLong firstEventNanos,
        ChunkTimes chunks,
        OptionalLong finishNanos,
        long doneNanos,
        Outcome outcome,
        @Nullable TokenUsage usage,
        @Nullable String finishReason,
        ServerFacts facts) {
    public Attempt {
        if (doneNanos < sentNanos || (!chunks.isEmpty() && chunks.firstNanos() < sentNanos)) {
            throw new IllegalArgumentException(
                    "times out of order: sent %d, chunks %s, done %d".formatted(sentNanos, chunks, doneNanos));
        }
    }
}

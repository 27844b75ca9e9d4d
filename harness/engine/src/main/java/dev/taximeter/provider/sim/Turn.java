package dev.taximeter.provider.sim;

import dev.taximeter.model.Outcome;
import dev.taximeter.model.ServerFacts;

/**
 * What the scripted system does with one call.
 *
 * @param firstNanos from sending to the first chunk, or to the end when there is none; at least 0
 * @param gapNanos between chunks, at least 0
 * @param chunks of the answer, at least 0
 * @param outcome how it ends, right after the last chunk
 * @param text the whole answer
 * @param facts what the system says of itself
 */
public record Turn(long firstNanos, long gapNanos, int chunks, Outcome outcome, String text, ServerFacts facts) {

    public Turn {
        if (firstNanos < 0 || gapNanos < 0 || chunks < 0) {
            throw new IllegalArgumentException(
                    "below 0: first %d, gap %d, chunks %d".formatted(firstNanos, gapNanos, chunks));
        }
    }

    /** A turn of a system that says nothing of itself. */
    public Turn(long firstNanos, long gapNanos, int chunks, Outcome outcome, String text) {
        this(firstNanos, gapNanos, chunks, outcome, text, ServerFacts.NONE);
    }

    /** A whole answer in one chunk after this time. */
    public static Turn answer(long serviceNanos, String text) {
        return new Turn(serviceNanos, 0, 1, Outcome.ok(200), text);
    }

    /** A whole answer in several chunks. */
    public static Turn stream(long firstNanos, long gapNanos, int chunks, String text) {
        return new Turn(firstNanos, gapNanos, chunks, Outcome.ok(200), text);
    }

    /** An ending without content after this time. */
    public static Turn failure(long afterNanos, Outcome outcome) {
        return new Turn(afterNanos, 0, 0, outcome, "");
    }

    /** The same, with these words of the system on itself. */
    public Turn saying(ServerFacts newFacts) {
        return new Turn(firstNanos, gapNanos, chunks, outcome, text, newFacts);
    }

    /** The same, begun so much later. */
    Turn delayed(long nanos) {
        return new Turn(firstNanos + nanos, gapNanos, chunks, outcome, text, facts);
    }
}

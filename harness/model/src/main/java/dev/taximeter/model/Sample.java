package dev.taximeter.model;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One request as it happened. Times are nanoseconds after the start of the run, on one monotonic clock.
 *
 * @param seq position in the plan, 0-based
 * @param trial repetition, 0-based
 * @param block within the trial, 0-based
 * @param arm the arm's name
 * @param phase warm-up or measure
 * @param promptId what was asked
 * @param level index into the run's sweep, 0-based; in a conversation the turn; 0 when nothing was varied
 * @param intendedNanos when the plan wanted it sent; in a closed loop, when the user was ready
 * @param dispatchedNanos when the pacing thread released it; not before {@code intendedNanos}
 * @param attempts the calls made for it, in order, at least one; more than one only with retries
 * @param answer what came back, judged; null when no whole answer came
 */
public record Sample(
        long seq,
        int trial,
        int block,
        String arm,
        Phase phase,
        String promptId,
        int level,
        long intendedNanos,
        long dispatchedNanos,
        List<Attempt> attempts,
        @Nullable Answer answer) {

    /** A sample of a run in which nothing was varied. */
    public Sample(
            long seq,
            int trial,
            int block,
            String arm,
            Phase phase,
            String promptId,
            long intendedNanos,
            long dispatchedNanos,
            List<Attempt> attempts,
            @Nullable Answer answer) {
        this(seq, trial, block, arm, phase, promptId, 0, intendedNanos, dispatchedNanos, attempts, answer);
    }

    public Sample {
        attempts = List.copyOf(attempts);
        if (attempts.isEmpty()) {
            throw new IllegalArgumentException("a sample without an attempt");
        }
        if (intendedNanos < 0
                || dispatchedNanos < intendedNanos
                || attempts.getFirst().sentNanos() < dispatchedNanos) {
            throw new IllegalArgumentException("times out of order: intended %d, dispatched %d, sent %d"
                    .formatted(
                            intendedNanos, dispatchedNanos, attempts.getFirst().sentNanos()));
        }
    }

    /** The attempt that decided. */
    public Attempt last() {
        return attempts.getLast();
    }

    /** How it ended. */
    public Outcome outcome() {
        return last().outcome();
    }

    /** When the first attempt was handed to the client. */
    public long sentNanos() {
        return attempts.getFirst().sentNanos();
    }

    /** When the last attempt ended. */
    public long doneNanos() {
        return last().doneNanos();
    }

    /** From the intended start to the end: what a user of an overloaded system feels. */
    public long responseTimeNanos() {
        return doneNanos() - intendedNanos;
    }

    /** From sending to the end, with all attempts and the waits between them. */
    public long serviceTimeNanos() {
        return doneNanos() - sentNanos();
    }

    /** From the sending of the attempt that decided to its end; the service time when there was but one. */
    public long lastAttemptNanos() {
        return last().doneNanos() - last().sentNanos();
    }

    /** From sending to the first non-empty content; empty when none came. */
    public OptionalLong ttftNanos() {
        ChunkTimes chunks = last().chunks();
        return chunks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(chunks.firstNanos() - sentNanos());
    }

    /** From the intended start to the first non-empty content; empty when none came. */
    public OptionalLong ttftFromIntendedNanos() {
        ChunkTimes chunks = last().chunks();
        return chunks.isEmpty() ? OptionalLong.empty() : OptionalLong.of(chunks.firstNanos() - intendedNanos);
    }

    /**
     * Mean time per output token after the first: (last chunk − first chunk) / (visible output tokens − 1); empty with
     * fewer than two chunks or tokens, or without usage.
     */
    public OptionalLong tpotNanos() {
        ChunkTimes chunks = last().chunks();
        TokenUsage usage = last().usage();
        if (usage == null || usage.visibleOutputTokens() < 2 || chunks.size() < 2) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((chunks.lastNanos() - chunks.firstNanos()) / (usage.visibleOutputTokens() - 1));
    }

    /** Our lateness: dispatched − intended. */
    public long dispatchLagNanos() {
        return dispatchedNanos - intendedNanos;
    }

    /** Waiting for a free slot: sent − dispatched. */
    public long slotWaitNanos() {
        return sentNanos() - dispatchedNanos;
    }
}

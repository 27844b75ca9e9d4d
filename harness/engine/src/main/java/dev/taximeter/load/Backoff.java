package dev.taximeter.load;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Retries;
import java.util.SplittableRandom;

/**
 * Whether and when a failed call is made again, as the vendors' own clients decide it: the server's wish comes first, then
 * the kind of failure; the wait is the one that the server names, else 0.5 s · 2ᵏ, at most 8 s, less up to a quarter.
 *
 * @param retries the scenario's limits
 * @param seed of the jitter, so that the same plan waits the same
 */
record Backoff(Retries retries, long seed) {
    private static final long FIRST_NANOS = 500_000_000L;
    private static final long LONGEST_NANOS = 8_000_000_000L;
    private static final double JITTER_RATIO = 0.25;

    /** @param made attempts so far, at least 1 */
    boolean wants(Attempt failed, int made) {
        Outcome.Kind kind = failed.outcome().kind();
        Boolean wanted = failed.facts().retryWanted();
        boolean hopeless = kind == Outcome.Kind.CANCELLED || kind == Outcome.Kind.QUOTA_EXHAUSTED;
        return made <= retries.max()
                && !failed.outcome().isOk()
                && !hopeless
                && (wanted != null ? wanted : kind.retryable());
    }

    /** @param made attempts so far, at least 1 */
    long waitNanos(Attempt failed, long seq, int made) {
        long own = Math.min(LONGEST_NANOS, FIRST_NANOS << Math.min(made - 1, 10));
        SplittableRandom random = new SplittableRandom(seed ^ (seq * 0x9E3779B97F4A7C15L) ^ ((long) made << 48));
        long jittered = Math.round(own * (1 - JITTER_RATIO * random.nextDouble()));
        return Math.min(retries.capNanos(), failed.facts().retryAfterNanos().orElse(jittered));
    }
}

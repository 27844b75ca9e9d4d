package dev.taximeter.summary;

import dev.taximeter.model.Outcome;
import java.util.Map;

/**
 * What became of an arm's requests in the measured phase.
 *
 * @param sent number of samples of requests that were due
 * @param ok whole answers
 * @param failed by kind, without {@link Outcome.Kind#OK}; kinds that did not happen are absent
 * @param notSent requests that never were, because an earlier turn had failed or the arm was stopped; not in {@code sent}
 * @param usageEstimated good answers whose tokens are a tokenizer's and not the server's
 * @param usageDisputed good answers whose token parts do not add up to the server's own total
 * @param attempts calls made for these samples, at least {@code sent}; more only with retries
 * @param retried samples with more than one attempt
 */
public record Counts(
        long sent,
        long ok,
        Map<Outcome.Kind, Long> failed,
        long notSent,
        long usageEstimated,
        long usageDisputed,
        long attempts,
        long retried) {
    public Counts {
        failed = Map.copyOf(failed);
    }

    /** Counts of requests that were all sent, once each, to servers whose figures add up. */
    public Counts(long sent, long ok, Map<Outcome.Kind, Long> failed, long usageEstimated) {
        this(sent, ok, failed, 0, usageEstimated, 0, sent, 0);
    }

    /** Failed requests of all kinds. */
    public long errors() {
        return sent - ok;
    }
}

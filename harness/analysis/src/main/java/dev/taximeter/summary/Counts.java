package dev.taximeter.summary;

import dev.taximeter.model.Outcome;
import java.util.Map;

/**
 * What became of an arm's requests in the measured phase.
 *
 * @param sent number of samples of requests that were due
 * @param ok whole answers
 * @param failed by kind, without {@link Outcome.Kind#OK}; kinds that did not happen are absent
 * @param notSent turns of conversations that never were, because an earlier one had failed; not in {@code sent}
 * @param usageEstimated good answers whose tokens are a tokenizer's and not the server's
 */
public record Counts(long sent, long ok, Map<Outcome.Kind, Long> failed, long notSent, long usageEstimated) {
    public Counts {
        failed = Map.copyOf(failed);
    }

    /** Counts of requests that were all sent. */
    public Counts(long sent, long ok, Map<Outcome.Kind, Long> failed, long usageEstimated) {
        this(sent, ok, failed, 0, usageEstimated);
    }

    /** Failed requests of all kinds. */
    public long errors() {
        return sent - ok;
    }
}

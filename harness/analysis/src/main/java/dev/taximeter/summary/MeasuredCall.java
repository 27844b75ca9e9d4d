package dev.taximeter.summary;

import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * One call as it was measured, by us or by somebody else: what a {@link ProfileFit} is made from.
 *
 * @param outcome how it ended
 * @param ttftNanos from sending to the first content; empty when none came
 * @param gapNanos each wait between two bursts of content; empty when there was one burst at most
 * @param frames content frames, at least 0
 * @param outputTokens visible tokens; empty when they are not known
 */
public record MeasuredCall(
        Outcome.Kind outcome, OptionalLong ttftNanos, List<Long> gapNanos, int frames, OptionalLong outputTokens) {
    /** Frames that come closer together than this were sent at once. */
    private static final long BURST_NANOS = 1_000_000;

    public MeasuredCall {
        gapNanos = List.copyOf(gapNanos);
    }

    /** A call of a run of ours. */
    public static MeasuredCall of(Sample sample) {
        long[] chunks = sample.last().chunks().toArray();
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < chunks.length; i++) {
            if (chunks[i] - chunks[i - 1] >= BURST_NANOS) {
                gaps.add(chunks[i] - chunks[i - 1]);
            }
        }
        TokenUsage usage = sample.last().usage();
        return new MeasuredCall(
                sample.outcome().kind(),
                chunks.length == 0
                        ? OptionalLong.empty()
                        : OptionalLong.of(chunks[0] - sample.last().sentNanos()),
                gaps,
                chunks.length,
                usage == null || usage.estimated()
                        ? OptionalLong.empty()
                        : OptionalLong.of(usage.visibleOutputTokens()));
    }
}

package dev.taximeter.emulator;

import dev.taximeter.model.Profile;
import dev.taximeter.model.Serving.PromptCache;
import dev.taximeter.model.Serving.Stall;
import java.util.ArrayList;
import java.util.List;

/**
 * When each part of one answer is due, in nanoseconds after the request's last byte.
 *
 * @param queuedNanos how long the request waited for a slot
 * @param openingNanos status, headers and the first frames
 * @param thoughtNanos each burst of thoughts; empty when there are none
 * @param contentNanos each burst of content, at least one
 * @param framesPerBurst frames of thought or content in a burst, at least 1
 * @param frames content frames of all bursts
 */
record Score(
        long queuedNanos,
        long openingNanos,
        List<Long> thoughtNanos,
        List<Long> contentNanos,
        int framesPerBurst,
        int frames) {
    /** The vendors' streams open a little before they say something; assumption: after this share of the TTFT. */
    private static final double OPENING_RATIO = 0.75;

    /** @param factor on all delays but the queue */
    static Score of(Profile profile, Course course, Turn turn, long queuedNanos, double factor) {
        double readingNanos = course.ttftNanos() + prefillNanos(profile, turn.usage());
        long beforeNanos = queuedNanos + course.stallNanos(Stall.Stage.BEFORE_HEADERS);
        long openingNanos = beforeNanos + Math.round(factor * OPENING_RATIO * readingNanos);
        long firstNanos =
                beforeNanos + Math.round(factor * readingNanos) + course.stallNanos(Stall.Stage.BEFORE_FIRST_TOKEN);
        int size = profile.framesPerBurst();
        int thoughtBursts = Math.ceilDiv(turn.thoughts().size(), size);
        long thinkingNanos = thoughtBursts == 0 ? 0 : Math.round(factor * course.thinkingNanos());
        List<Long> thoughts = new ArrayList<>();
        for (int i = 0; i < thoughtBursts; i++) {
            thoughts.add(firstNanos + thinkingNanos * i / thoughtBursts);
        }
        int frames = turn.completion().pieces().size();
        int bursts = Math.max(1, Math.ceilDiv(frames, size));
        List<Long> content = new ArrayList<>();
        long nextNanos = firstNanos + thinkingNanos;
        for (int i = 0; i < bursts; i++) {
            if (i > 0 && i == bursts / 2) {
                nextNanos += course.stallNanos(Stall.Stage.MID_STREAM);
            }
            content.add(nextNanos);
            nextNanos += Math.round(factor * course.nextGapNanos());
        }
        return new Score(queuedNanos, openingNanos, thoughts, content, size, frames);
    }

    /** When something is said for the first time, be it a thought. */
    long firstOutputNanos() {
        return thoughtNanos.isEmpty() ? contentNanos.getFirst() : thoughtNanos.getFirst();
    }

    /** As planned; what was played may be a little later. */
    Timeline timeline() {
        return new Timeline(queuedNanos, openingNanos, contentNanos.getFirst(), contentNanos.getLast(), frames);
    }

    private static double prefillNanos(Profile profile, Usage usage) {
        PromptCache cache = profile.serving().cache();
        double read = cache == null ? 0 : (1 - cache.discountRatio()) * usage.cacheReadTokens();
        return profile.serving().prefillNanosPerToken() * (usage.uncachedTokens() + usage.cacheWriteTokens() + read);
    }
}

package dev.taximeter.model;

import java.util.List;

/**
 * Everything that will be sent, drawn before the first request. The same scenario and seed give the same plan.
 *
 * @param seed that it was drawn from
 * @param segments in the order of playing
 * @param gone requests of the whole plan that its segments do not hold any more, because it was broken off and goes on;
 *     else 0
 */
public record Plan(long seed, List<Segment> segments, long gone) {
    public Plan {
        segments = List.copyOf(segments);
    }

    /** A plan of which nothing was played. */
    public Plan(long seed, List<Segment> segments) {
        this(seed, segments, 0);
    }

    /** Requests of the whole plan. */
    public long requests() {
        return gone + segments.stream().mapToLong(s -> s.requests().size()).sum();
    }
}

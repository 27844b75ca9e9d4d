package dev.taximeter.model;

import java.util.List;

/**
 * Everything that will be sent, drawn before the first request. The same scenario and seed give the same plan.
 *
 * @param seed that it was drawn from
 * @param segments in the order of playing
 */
public record Plan(long seed, List<Segment> segments) {
    public Plan {
        segments = List.copyOf(segments);
    }
}

package dev.taximeter.summary;

import java.util.List;

/**
 * The values that charts draw for one arm's measured phase.
 *
 * @param arm the arm's name
 * @param sortedResponseNanos response times of good answers, ascending
 * @param sortedTtftNanos times to first token, ascending; empty when none
 * @param points every measured request, in the order of intended starts
 */
public record ArmSeries(String arm, List<Long> sortedResponseNanos, List<Long> sortedTtftNanos, List<Point> points) {
    public ArmSeries {
        sortedResponseNanos = List.copyOf(sortedResponseNanos);
        sortedTtftNanos = List.copyOf(sortedTtftNanos);
        points = List.copyOf(points);
    }

    /**
     * One request.
     *
     * @param intendedNanos after the start of the run
     * @param responseNanos done − intended
     * @param ok whether a whole answer came
     */
    public record Point(long intendedNanos, long responseNanos, boolean ok) {}
}

package dev.taximeter.plan;

import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a plan is left to play after its process died. Nothing is asked twice: neither what was told, nor what may have
 * been under way, which no file can tell from what was not sent yet. Pure.
 *
 * @param rest the same segments with what is left of their requests, or of their time; on the old schedule
 * @param maybeSent requests that may have been under way; they are not in the rest
 */
public record Continuation(Plan rest, long maybeSent) {

    /**
     * The continuation of a plan.
     *
     * @param scenario that the plan was drawn from
     * @param told every sample of the run, warm-up included
     * @param earlierNanos when it was broken off before this, on the run's clock, which stood still until it went on
     * @param brokenOffNanos the process did not live longer than this, on the run's clock
     */
    public static Continuation of(
            Scenario scenario, Plan plan, Collection<Sample> told, Collection<Long> earlierNanos, long brokenOffNanos) {
        Map<Long, List<Sample>> bySeq = new HashMap<>();
        told.forEach(sample -> bySeq.computeIfAbsent(sample.seq() % plan.requests(), _ -> new ArrayList<>())
                .add(sample));
        List<Segment> rest = new ArrayList<>();
        long maybeSent = 0;
        long notBefore = 0;
        long lastTold = bySeq.keySet().stream().mapToLong(Long::longValue).max().orElse(-1);
        for (Segment segment : plan.segments()) {
            Broken broken = Broken.of(segment, bySeq, lastTold, notBefore, brokenOffNanos);
            Part part = !broken.begun()
                    ? new Part(segment, 0)
                    : switch (segment) {
                        case Segment.Open open -> open(open, broken);
                        case Segment.Closed closed ->
                            new ClosedRest(scenario, closed, plan.requests(), broken, earlierNanos).part();
                    };
            rest.add(part.rest());
            maybeSent += part.maybeSent();
            notBefore = part.rest().requests().isEmpty() ? broken.endNanos() : Long.MAX_VALUE;
        }
        long left =
                rest.stream().mapToLong(segment -> segment.requests().size()).sum();
        return new Continuation(new Plan(plan.seed(), rest, plan.requests() - left), maybeSent);
    }

    /** Whether nothing is left to send. */
    public boolean isEmpty() {
        return rest.segments().stream().allMatch(segment -> segment.requests().isEmpty());
    }

    /** What is left of one segment. */
    record Part(Segment rest, long maybeSent) {}

    /**
     * What is known of a segment when it was broken off.
     *
     * @param told its samples, by the planned sequence number; a timed loop has several of each
     * @param startNanos when it began, on the run's clock, or the earliest time when nothing of it was told
     * @param drained whether a later segment had begun, so that nothing of this one was under way any more
     * @param endNanos when the next segment may have begun, at the earliest, if this one was played to its end
     * @param brokenOffNanos the process did not live longer
     */
    record Broken(Map<Long, List<Sample>> told, long startNanos, boolean drained, long endNanos, long brokenOffNanos) {
        static Broken of(
                Segment segment, Map<Long, List<Sample>> bySeq, long lastTold, long notBefore, long brokenOffNanos) {
            Map<Long, List<Sample>> own = new HashMap<>();
            long startNanos = Long.MAX_VALUE;
            long endNanos = notBefore;
            for (PlannedRequest request : segment.requests()) {
                List<Sample> samples = bySeq.getOrDefault(request.seq(), List.of());
                if (!samples.isEmpty()) {
                    own.put(request.seq(), samples);
                }
                for (Sample sample : samples) {
                    startNanos = Math.min(startNanos, sample.intendedNanos() - request.offsetNanos());
                    endNanos = Math.max(endNanos, sample.doneNanos());
                }
            }
            boolean drained = !segment.requests().isEmpty()
                    && segment.requests().getLast().seq() < lastTold;
            return new Broken(own, own.isEmpty() ? notBefore : startNanos, drained, endNanos, brokenOffNanos);
        }

        /** Whether any of it may have been sent. */
        boolean begun() {
            return !told.isEmpty() || startNanos < brokenOffNanos;
        }

        boolean told(PlannedRequest request) {
            return told.containsKey(request.seq());
        }

        /** How long it may have been played. */
        long playedNanos() {
            return brokenOffNanos - startNanos;
        }
    }

    /**
     * What was due after the end was not sent. The rest keeps its distance to the end, so that on the run's clock, which
     * stands still in between, every request is due when it always was; a second end is judged like the first.
     */
    private static Part open(Segment.Open segment, Broken broken) {
        List<PlannedRequest> rest = new ArrayList<>();
        long maybeSent = 0;
        for (PlannedRequest request : segment.requests()) {
            if (request.offsetNanos() > broken.playedNanos()) {
                rest.add(request.earlier(broken.playedNanos()));
            } else if (!broken.told(request)) {
                maybeSent++;
            }
        }
        return new Part(new Segment.Open(segment.trial(), rest), maybeSent);
    }
}

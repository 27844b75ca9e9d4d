package dev.taximeter.plan;

import dev.taximeter.model.LoadModel;
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
 * @param rest the same segments with what is left; on the old schedule
 * @param maybeSent requests that may have been under way; they are not in the rest
 * @param cut whether a loop that time ends was cut off, so that the plan will not be played to its end
 */
public record Continuation(Plan rest, long maybeSent, boolean cut) {

    /**
     * The continuation of a plan.
     *
     * @param scenario that the plan was drawn from
     * @param told every sample of the run, warm-up included
     * @param brokenOffNanos the process did not live longer than this, on the run's clock
     */
    public static Continuation of(Scenario scenario, Plan plan, Collection<Sample> told, long brokenOffNanos) {
        Map<Long, Sample> bySeq = new HashMap<>();
        told.forEach(sample -> bySeq.put(sample.seq(), sample));
        List<Segment> rest = new ArrayList<>();
        long maybeSent = 0;
        boolean cut = false;
        long notBefore = 0;
        for (Segment segment : plan.segments()) {
            Part part = Part.of(scenario, segment, bySeq, notBefore, brokenOffNanos);
            rest.add(part.rest());
            cut |= part.cut();
            maybeSent += part.maybeSent();
            notBefore = part.endNanos();
        }
        return new Continuation(new Plan(plan.seed(), rest), maybeSent, cut);
    }

    /** Whether nothing is left to send. */
    public boolean isEmpty() {
        return rest.segments().stream().allMatch(segment -> segment.requests().isEmpty());
    }

    /**
     * What is left of one segment.
     *
     * @param endNanos when the next segment may have begun, at the earliest; {@link Long#MAX_VALUE} when it cannot have
     */
    private record Part(Segment rest, long maybeSent, boolean cut, long endNanos) {
        static Part of(
                Scenario scenario, Segment segment, Map<Long, Sample> told, long notBefore, long brokenOffNanos) {
            List<Sample> own = new ArrayList<>();
            for (PlannedRequest request : segment.requests()) {
                Sample sample = told.get(request.seq());
                if (sample != null) {
                    own.add(sample);
                }
            }
            if (own.isEmpty() && notBefore >= brokenOffNanos) {
                return new Part(segment, 0, false, Long.MAX_VALUE);
            }
            long end = own.stream()
                    .mapToLong(sample -> sample.attempts().getLast().doneNanos())
                    .reduce(notBefore, Math::max);
            Part part = switch (segment) {
                case Segment.Open open -> open(open, told, notBefore, brokenOffNanos);
                case Segment.Closed closed -> closed(scenario, closed, told);
            };
            boolean over = part.rest().requests().isEmpty();
            return new Part(part.rest(), part.maybeSent(), part.cut(), over ? end : Long.MAX_VALUE);
        }

        /**
         * What was due after the end was not sent. The rest keeps its distance to the end, so that on the run's clock, which
         * stands still in between, every request is due when it always was; a second end is judged like the first.
         */
        private static Part open(Segment.Open segment, Map<Long, Sample> told, long notBefore, long brokenOffNanos) {
            long startNanos = Long.MAX_VALUE;
            for (PlannedRequest request : segment.requests()) {
                Sample sample = told.get(request.seq());
                if (sample != null) {
                    startNanos = Math.min(startNanos, sample.intendedNanos() - request.offsetNanos());
                }
            }
            startNanos = startNanos == Long.MAX_VALUE ? notBefore : startNanos;
            List<PlannedRequest> rest = new ArrayList<>();
            long maybeSent = 0;
            for (PlannedRequest request : segment.requests()) {
                if (startNanos + request.offsetNanos() > brokenOffNanos) {
                    rest.add(request.earlier(brokenOffNanos - startNanos));
                } else if (!told.containsKey(request.seq())) {
                    maybeSent++;
                }
            }
            return new Part(new Segment.Open(segment.trial(), rest), maybeSent, false, 0);
        }

        /**
         * Each user may have had one request, or one conversation, under way. A loop that time ends goes round and round
         * its requests; nobody can tell which are left, and none is sent again.
         */
        private static Part closed(Scenario scenario, Segment.Closed segment, Map<Long, Sample> told) {
            if (segment.timed()) {
                return new Part(with(segment, List.of()), 0, true, 0);
            }
            int level = segment.requests().isEmpty()
                    ? 0
                    : segment.requests().getFirst().level();
            int users = scenario.loadModel(level) instanceof LoadModel.Closed model ? model.users() : 0;
            boolean talks = !scenario.workload().conversations().isEmpty();
            Map<Integer, Integer> underWay = new HashMap<>();
            List<PlannedRequest> rest = new ArrayList<>();
            long maybeSent = 0;
            boolean skipped = false;
            for (PlannedRequest request : segment.requests()) {
                boolean begins = !talks || request.level() == 0;
                if (begins) {
                    skipped = told.containsKey(request.seq());
                    if (!skipped && underWay.merge(request.arm(), 1, Integer::sum) <= users) {
                        skipped = true;
                    }
                }
                if (!skipped) {
                    rest.add(request);
                } else if (!told.containsKey(request.seq())) {
                    maybeSent++;
                }
            }
            return new Part(with(segment, rest), maybeSent, false, 0);
        }

        private static Segment.Closed with(Segment.Closed segment, List<PlannedRequest> requests) {
            return new Segment.Closed(
                    segment.trial(), requests, segment.limitNanos(), segment.warmUpNanos(), segment.blockNanos());
        }
    }
}

package dev.taximeter.plan;

import dev.taximeter.model.LoadModel;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a closed loop that was broken off. A talk is what a user takes at once: one request, or the turns of one
 * conversation; one that had begun is not begun again.
 */
final class ClosedRest {
    /** A sample may be told so long after its end: what ended later may be known to nobody. */
    private static final long UNTOLD_NANOS = 250_000_000;

    /** No answer that somebody bills comes sooner. */
    private static final long SHORTEST_NANOS = 20_000_000;

    private final Segment.Closed segment;
    private final long planRequests;
    private final Continuation.Broken broken;
    private final Collection<Long> earlierNanos;
    private final int users;

    /** The talks of each arm, in the order in which its users take them. */
    private final Map<Integer, List<List<PlannedRequest>>> talks = new LinkedHashMap<>();

    /**
     * @param planRequests in the whole plan
     * @param earlierNanos when it was broken off before
     */
    ClosedRest(
            Scenario scenario,
            Segment.Closed segment,
            long planRequests,
            Continuation.Broken broken,
            Collection<Long> earlierNanos) {
        this.segment = segment;
        this.planRequests = planRequests;
        this.broken = broken;
        this.earlierNanos = earlierNanos;
        int level =
                segment.requests().isEmpty() ? 0 : segment.requests().getFirst().level();
        this.users = scenario.loadModel(level) instanceof LoadModel.Closed model ? model.users() : 0;
        boolean converse = !scenario.workload().conversations().isEmpty();
        for (PlannedRequest request : segment.requests()) {
            List<List<PlannedRequest>> ofArm = talks.computeIfAbsent(request.arm(), _ -> new ArrayList<>());
            if (!converse || request.level() == 0) {
                ofArm.add(new ArrayList<>());
            }
            ofArm.getLast().add(request);
        }
    }

    Continuation.Part part() {
        return segment.timed() ? timed() : counted();
    }

    /** The number of requests ends it: those that nobody can have begun are left. */
    private Continuation.Part counted() {
        List<PlannedRequest> rest = new ArrayList<>();
        long maybeSent = 0;
        for (List<List<PlannedRequest>> ofArm : talks.values()) {
            int next = broken.drained() ? ofArm.size() : (int) Math.min(ofArm.size(), begun(ofArm) + unknown(ofArm));
            ofArm.subList(next, ofArm.size()).forEach(rest::addAll);
            maybeSent += ofArm.subList(0, next).stream()
                    .flatMap(List::stream)
                    .filter(turn -> !broken.told(turn))
                    .count();
        }
        rest.sort(Comparator.comparingLong(PlannedRequest::seq));
        return new Continuation.Part(segment.with(rest), maybeSent);
    }

    /**
     * Time ends it: the rest of the time is left, with the talks that come next in the round. What was warm-up or measured
     * before stays so, and blocks end when they always did. When nothing was told, all of the time is left.
     */
    private Continuation.Part timed() {
        long playedNanos = broken.told().isEmpty() ? 0 : broken.playedNanos();
        long leftNanos = broken.drained() ? 0 : Math.max(0, segment.limitNanos() - playedNanos);
        List<PlannedRequest> rest = new ArrayList<>();
        long maybeSent = 0;
        for (List<List<PlannedRequest>> ofArm : talks.values()) {
            long unknown = unknown(ofArm);
            maybeSent += unknown * ofArm.getFirst().size();
            long next = begun(ofArm) + unknown;
            for (long i = next; i < next + ofArm.size() && leftNanos > 0; i++) {
                long seqs = i / ofArm.size() * planRequests;
                ofArm.get((int) (i % ofArm.size())).forEach(turn -> rest.add(turn.at(turn.seq() + seqs)));
            }
        }
        rest.sort(Comparator.comparingLong(PlannedRequest::seq));
        return new Continuation.Part(
                new Segment.Closed(
                        segment.trial(), rest, leftNanos, segment.warmUpNanos() - playedNanos, segment.blockNanos()),
                maybeSent);
    }

    /** How many of an endless row of talks are known to have begun: users take them in turn, so up to the last one told. */
    private long begun(List<List<PlannedRequest>> ofArm) {
        long begun = 0;
        for (int i = 0; i < ofArm.size(); i++) {
            for (Sample sample : toldOf(ofArm.get(i))) {
                begun = Math.max(begun, sample.seq() / planRequests * ofArm.size() + i + 1);
            }
        }
        return begun;
    }

    /**
     * How many talks of an arm may have begun after those: one under way for each user, and those that were over and not
     * told yet, at most as many as the shortest request that was told lets a user have; so many for each process since then.
     */
    private long unknown(List<List<PlannedRequest>> ofArm) {
        if (broken.drained()) {
            return 0;
        }
        long shortestNanos = Long.MAX_VALUE;
        long lastNanos = broken.startNanos();
        for (List<PlannedRequest> talk : ofArm) {
            for (Sample sample : toldOf(talk)) {
                shortestNanos = Math.min(shortestNanos, sample.serviceTimeNanos());
                lastNanos = Math.max(lastNanos, sample.doneNanos());
            }
        }
        long since = lastNanos;
        long processes =
                1 + earlierNanos.stream().filter(broke -> broke > since).count();
        long assumedNanos = shortestNanos == Long.MAX_VALUE ? SHORTEST_NANOS : Math.max(SHORTEST_NANOS, shortestNanos);
        return processes * users * (1 + Math.ceilDiv(UNTOLD_NANOS, assumedNanos));
    }

    private List<Sample> toldOf(List<PlannedRequest> talk) {
        return talk.stream()
                .flatMap(turn -> broken.told().getOrDefault(turn.seq(), List.of()).stream())
                .toList();
    }
}

package dev.taximeter.load;

import dev.taximeter.model.Plan;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counters of a run that is being played, for a live display. The engine counts without locks; anybody may read at any
 * time, and sees each counter as it was at about that moment.
 */
public final class LoadProgress {
    private final List<ArmCounters> arms = new ArrayList<>();
    private final int segments;
    private volatile int segment;
    private volatile int trial;

    /**
     * For a plan that is about to be played.
     *
     * @param armNames in the scenario's order
     */
    public LoadProgress(Plan plan, List<String> armNames) {
        segments = plan.segments().size();
        for (int arm = 0; arm < armNames.size(); arm++) {
            arms.add(new ArmCounters(armNames.get(arm), planned(plan, arm)));
        }
    }

    /**
     * Where one arm stands.
     *
     * @param arm its name
     * @param planned requests of the whole plan, warm-up included; empty when time ends them
     * @param due released by the pacing thread or a user, so far
     * @param waiting of these, those that wait for a free slot
     * @param inFlight of these, those that were sent and have not ended
     * @param ended of these, those whose sample was delivered
     */
    public record ArmProgress(String arm, OptionalLong planned, long due, long waiting, long inFlight, long ended) {}

    /** Where the arms stand, in the scenario's order. */
    public List<ArmProgress> arms() {
        return arms.stream().map(ArmCounters::read).toList();
    }

    /** Index of the segment that is being played, 0-based. */
    public int segment() {
        return segment;
    }

    /** How many segments the plan has. */
    public int segments() {
        return segments;
    }

    /** The trial that is being played, 0-based. */
    public int trial() {
        return trial;
    }

    void entered(int segmentIndex, int trialIndex) {
        segment = segmentIndex;
        trial = trialIndex;
    }

    void due(int arm) {
        arms.get(arm).due.increment();
    }

    void sent(int arm) {
        arms.get(arm).sent.increment();
    }

    /** @param wasSent false for a request that was given up while it waited for a slot */
    void ended(int arm, boolean wasSent) {
        ArmCounters counters = arms.get(arm);
        if (!wasSent) {
            counters.sent.increment();
        }
        counters.ended.increment();
    }

    private static OptionalLong planned(Plan plan, int arm) {
        if (plan.segments().stream().anyMatch(s -> s instanceof Segment.Closed closed && closed.timed())) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(plan.segments().stream()
                .flatMap(s -> s.requests().stream())
                .filter(request -> request.arm() == arm)
                .count());
    }

    private record ArmCounters(String arm, OptionalLong planned, LongAdder due, LongAdder sent, LongAdder ended) {
        ArmCounters(String arm, OptionalLong planned) {
            this(arm, planned, new LongAdder(), new LongAdder(), new LongAdder());
        }

        /** Reads the later steps first, so that no difference is negative. */
        ArmProgress read() {
            long endedNow = ended.sum();
            long sentNow = Math.max(sent.sum(), endedNow);
            long dueNow = Math.max(due.sum(), sentNow);
            return new ArmProgress(arm, planned, dueNow, dueNow - sentNow, sentNow - endedNow, endedNow);
        }
    }
}

package dev.taximeter.plan;

import static java.util.Comparator.comparingLong;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One trial of an open loop. Sequence numbers are not given yet. */
final class OpenTrial {
    /** The fractional part of the golden ratio: its multiples, modulo 1, keep apart however many there are. */
    private static final double GOLDEN_FRACTION = 0.6180339887498949;

    private static final Comparator<PlannedRequest> BY_TIME =
            comparingLong(PlannedRequest::offsetNanos).thenComparingInt(PlannedRequest::arm);

    private final Scenario scenario;
    private final int trial;
    private final Streams streams;
    private final Arrivals arrivals;
    private final Questions warmUpQuestions;
    private final Questions questions;
    private final List<ArmTimes> times = new ArrayList<>();

    OpenTrial(Scenario scenario, int level, LoadModel.Open model, Streams streams, int trial) {
        this.scenario = scenario;
        this.trial = trial;
        this.streams = streams;
        this.arrivals = model.arrivals();
        this.warmUpQuestions = new Questions(scenario, level, streams, "warm-up prompts", trial);
        this.questions = new Questions(scenario, level, streams, "prompts", trial);
        Load load = scenario.load();
        for (int arm = 0; arm < scenario.arms().size(); arm++) {
            times.add(ArmTimes.draw(
                    arrivals,
                    phaseNanos(arm),
                    load.warmUp(),
                    load.measure(),
                    streams.of("arrivals", trial, armNamed(arm))));
        }
    }

    List<Segment> segments() {
        return scenario.load().order() == Order.SIDE_BY_SIDE ? sideBySide() : interleaved();
    }

    /** Arms of one constant rate do not fire at the same instant; no arm's phase depends on how many arms there are. */
    private double phaseNanos(int arm) {
        double turns = arm * GOLDEN_FRACTION;
        return (turns - Math.floor(turns)) * 1e9 / arrivals.perSecond();
    }

    private String armNamed(int arm) {
        return scenario.arms().get(arm).name();
    }

    private List<Segment> sideBySide() {
        List<PlannedRequest> requests = new ArrayList<>(warmUp());
        for (int arm = 0; arm < times.size(); arm++) {
            ArmTimes own = times.get(arm);
            for (int k = 0; k < own.measures(); k++) {
                requests.addAll(measured(arm, k, slice(own.measuredNanos(k)), 0));
            }
        }
        requests.sort(BY_TIME);
        return List.of(new Segment.Open(trial, requests));
    }

    /**
     * The block of a request side by side. The slices are those of the mean course, so that they are the same stretch of
     * time for all arms; the first and the last take what lies outside.
     */
    private int slice(long offsetNanos) {
        long fromNanos = ArmTimes.nominalNanos(scenario.load().warmUp(), arrivals);
        long lengthNanos = ArmTimes.nominalNanos(scenario.load().measure(), arrivals);
        double share = (double) (offsetNanos - fromNanos) / Math.max(1, lengthNanos);
        return Math.clamp((long) (share * Planner.SIDE_BY_SIDE_BLOCKS), 0, Planner.SIDE_BY_SIDE_BLOCKS - 1);
    }

    private List<Segment> interleaved() {
        List<Segment> segments = new ArrayList<>();
        List<PlannedRequest> warmUp = warmUp();
        if (!warmUp.isEmpty()) {
            warmUp.sort(BY_TIME);
            segments.add(new Segment.Open(trial, warmUp));
        }
        int blocks = Planner.interleavedBlocks(scenario);
        Rounds order = new Rounds(streams.of("order", trial), times.size());
        for (int block = 0; block < blocks; block++) {
            for (int turn = 0; turn < times.size(); turn++) {
                int arm = order.at(block * times.size() + turn);
                segments.add(new Segment.Open(trial, turn(arm, block, blocks)));
            }
        }
        return segments;
    }

    /** The requests of one arm in one block, with offsets from the start of this turn. */
    private List<PlannedRequest> turn(int arm, int block, int blocks) {
        ArmTimes own = times.get(arm);
        List<PlannedRequest> requests = new ArrayList<>();
        switch (scenario.load().measure()) {
            case Extent.Requests _ -> {
                int from = Slices.start(own.measures(), block, blocks);
                int to = Slices.start(own.measures(), block + 1, blocks);
                for (int k = from; k < to; k++) {
                    requests.addAll(measured(arm, k, block, own.measuredNanos(from)));
                }
            }
            case Extent.Time time -> {
                long from = own.measureFromNanos() + Slices.start(time.nanos(), block, blocks);
                long to = own.measureFromNanos() + Slices.start(time.nanos(), block + 1, blocks);
                for (int k = 0; k < own.measures(); k++) {
                    if (from <= own.measuredNanos(k) && own.measuredNanos(k) < to) {
                        requests.addAll(measured(arm, k, block, from));
                    }
                }
            }
        }
        return requests;
    }

    private List<PlannedRequest> warmUp() {
        List<PlannedRequest> requests = new ArrayList<>();
        for (int arm = 0; arm < times.size(); arm++) {
            ArmTimes own = times.get(arm);
            for (int k = 0; k < own.warmUps(); k++) {
                requests.addAll(warmUpQuestions.at(k, 0, arm, Phase.WARM_UP, own.warmUpNanos(k)));
            }
        }
        return requests;
    }

    private List<PlannedRequest> measured(int arm, int k, int block, long fromNanos) {
        long offsetNanos = times.get(arm).measuredNanos(k) - fromNanos;
        return questions.at(k, block, arm, Phase.MEASURE, offsetNanos);
    }
}

package dev.taximeter.plan;

import dev.taximeter.model.Extent;
import dev.taximeter.model.Load;
import dev.taximeter.model.Order;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * One trial of a closed loop. Sequence numbers are not given yet.
 *
 * <p>Side by side, warm-up and measured part are one segment when both are counted or both are timed; else the warm-up is
 * drained first.
 */
final class ClosedTrial {
    private static final long NONE = Long.MAX_VALUE;

    private final Scenario scenario;
    private final Load load;
    private final int trial;
    private final Streams streams;
    private final int arms;
    private final int round;
    private final Questions warmUpQuestions;
    private final Questions questions;

    ClosedTrial(Scenario scenario, int level, Streams streams, int trial) {
        this.scenario = scenario;
        this.load = scenario.load();
        this.trial = trial;
        this.streams = streams;
        this.arms = scenario.arms().size();
        this.warmUpQuestions = new Questions(scenario, level, streams, "warm-up prompts", trial);
        this.questions = new Questions(scenario, level, streams, "prompts", trial);
        this.round = questions.round();
    }

    List<Segment> segments() {
        return load.order() == Order.SIDE_BY_SIDE ? sideBySide() : interleaved();
    }

    private List<Segment> sideBySide() {
        if (load.warmUp() instanceof Extent.Requests warmUp && load.measure() instanceof Extent.Requests measure) {
            List<PlannedRequest> requests = warmUpRequests(Math.toIntExact(warmUp.count()));
            requests.addAll(sliced(Math.toIntExact(measure.count())));
            return List.of(counted(requests));
        }
        if (load.warmUp() instanceof Extent.Time warmUp && load.measure() instanceof Extent.Time measure) {
            long limitNanos = Math.addExact(warmUp.nanos(), measure.nanos());
            return List.of(new Segment.Closed(trial, oneRound(), limitNanos, warmUp.nanos(), sliceNanos(measure)));
        }
        List<Segment> segments = new ArrayList<>(warmUp());
        segments.add(
                switch (load.measure()) {
                    case Extent.Requests count -> counted(sliced(Math.toIntExact(count.count())));
                    case Extent.Time time -> new Segment.Closed(trial, oneRound(), time.nanos(), 0, sliceNanos(time));
                });
        return segments;
    }

    private Segment counted(List<PlannedRequest> requests) {
        return new Segment.Closed(trial, requests, NONE, 0, NONE);
    }

    private List<Segment> interleaved() {
        List<Segment> segments = new ArrayList<>(warmUp());
        int blocks = Planner.interleavedBlocks(scenario);
        Rounds order = new Rounds(streams.of("order", trial), arms);
        for (int block = 0; block < blocks; block++) {
            for (int turn = 0; turn < arms; turn++) {
                segments.add(turn(order.at(block * arms + turn), block, blocks));
            }
        }
        return segments;
    }

    private Segment turn(int arm, int block, int blocks) {
        return switch (load.measure()) {
            case Extent.Requests requests -> {
                int count = Math.toIntExact(requests.count());
                List<PlannedRequest> own = new ArrayList<>();
                for (int k = Slices.start(count, block, blocks); k < Slices.start(count, block + 1, blocks); k++) {
                    own.addAll(measured(arm, k, block));
                }
                yield counted(own);
            }
            case Extent.Time time -> {
                List<PlannedRequest> own = new ArrayList<>();
                for (int k = 0; k < round; k++) {
                    own.addAll(measured(arm, block * round + k, block));
                }
                long lengthNanos =
                        Slices.start(time.nanos(), block + 1, blocks) - Slices.start(time.nanos(), block, blocks);
                yield new Segment.Closed(trial, own, lengthNanos, 0, NONE);
            }
        };
    }

    /** A segment of its own for all arms' warm-up; none when there is no warm-up. */
    private List<Segment> warmUp() {
        return switch (load.warmUp()) {
            case Extent.Requests requests when requests.count() == 0 -> List.of();
            case Extent.Time time when time.nanos() == 0 -> List.of();
            case Extent.Requests requests -> List.of(counted(warmUpRequests(Math.toIntExact(requests.count()))));
            case Extent.Time time -> List.of(new Segment.Closed(trial, warmUpRequests(round), time.nanos(), 0, NONE));
        };
    }

    private List<PlannedRequest> warmUpRequests(int count) {
        List<PlannedRequest> requests = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            for (int arm = 0; arm < arms; arm++) {
                requests.addAll(warmUpQuestions.at(k, 0, arm, Phase.WARM_UP, 0));
            }
        }
        return requests;
    }

    private List<PlannedRequest> sliced(int count) {
        int slices = Math.clamp(count, 1, Planner.SIDE_BY_SIDE_BLOCKS);
        List<PlannedRequest> requests = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            for (int k = Slices.start(count, slice, slices); k < Slices.start(count, slice + 1, slices); k++) {
                for (int arm = 0; arm < arms; arm++) {
                    requests.addAll(measured(arm, k, slice));
                }
            }
        }
        return requests;
    }

    /** Every prompt once, for all arms; played round and round. */
    private List<PlannedRequest> oneRound() {
        List<PlannedRequest> requests = new ArrayList<>();
        for (int k = 0; k < round; k++) {
            for (int arm = 0; arm < arms; arm++) {
                requests.addAll(measured(arm, k, 0));
            }
        }
        return requests;
    }

    private List<PlannedRequest> measured(int arm, int k, int block) {
        return questions.at(k, block, arm, Phase.MEASURE, 0);
    }

    private static long sliceNanos(Extent.Time measure) {
        return Math.max(1, Math.ceilDiv(measure.nanos(), Planner.SIDE_BY_SIDE_BLOCKS));
    }
}

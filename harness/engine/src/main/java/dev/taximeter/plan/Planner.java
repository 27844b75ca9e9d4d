package dev.taximeter.plan;

import dev.taximeter.model.Extent;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import dev.taximeter.model.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Draws the plan of a scenario from its seed. Pure. */
public final class Planner {

    /** Blocks that a trial side by side is cut into: equal slices of its measured time. */
    public static final int SIDE_BY_SIDE_BLOCKS = 20;

    private Planner() {}

    /**
     * The plan. The k-th measured request of every arm in a trial asks the same prompt, and so does the k-th of warm-up.
     *
     * <p>Side by side, a trial is one segment of all arms that are servers, and then one for each arm that computes on the
     * meter's own cores; a measured request belongs to one of {@link #SIDE_BY_SIDE_BLOCKS} equal
     * slices of the measured time. Interleaved, a trial is one segment of all arms' warm-up, if there is any, and then
     * for each block one segment an arm, in a fresh random order; a number of requests is divided evenly over the
     * blocks, a length of time too.
     *
     * <p>With a sweep over what a request asks (tokens, shots) the measured requests share the levels: they come in
     * complete rounds, each in a fresh random order. With a sweep over the load (rate, users) each level has the whole
     * measured part for itself: interleaved, a block holds the segments of all arms at all levels, in a fresh random
     * order; side by side, the levels follow one another in random order.
     *
     * @throws ArithmeticException if one arm's trial has more than {@link Integer#MAX_VALUE} requests
     */
    public static Plan plan(Scenario scenario) {
        Streams streams = new Streams(scenario.seed());
        List<Segment> segments = new ArrayList<>();
        for (int trial = 0; trial < scenario.load().trials(); trial++) {
            segments.addAll(trial(scenario, streams, trial));
        }
        return new Plan(scenario.seed(), numbered(segments));
    }

    /** Whether each request draws its own level. */
    static boolean isOfRequest(Scenario scenario) {
        Sweep sweep = scenario.sweep();
        return sweep != null && sweep.quantity().ofRequest();
    }

    /** One stretch of all levels, or one for each. */
    private static List<Segment> trial(Scenario scenario, Streams streams, int trial) {
        if (scenario.levels() == 1 || isOfRequest(scenario)) {
            return level(scenario, 0, streams, trial);
        }
        List<List<Segment>> levels = new ArrayList<>();
        for (int level = 0; level < scenario.levels(); level++) {
            levels.add(level(scenario, level, streams.under("level " + level), trial));
        }
        return Levels.mixed(levels, scenario.load().order(), streams.of("order of levels", trial));
    }

    private static List<Segment> level(Scenario scenario, int level, Streams streams, int trial) {
        List<Segment> drawn = switch (scenario.loadModel(level)) {
            case LoadModel.Open open -> new OpenTrial(scenario, level, open, streams, trial).segments();
            case LoadModel.Closed _ -> new ClosedTrial(scenario, level, streams, trial).segments();
        };
        return scenario.load().order() == Order.SIDE_BY_SIDE ? apart(drawn, scenario) : drawn;
    }

    /** How many blocks the measured part of an interleaved trial has: no more than an arm has requests. */
    static int interleavedBlocks(Scenario scenario) {
        int wanted = scenario.load().blocks();
        return switch (scenario.load().measure()) {
            case Extent.Requests requests -> Math.clamp(requests.count(), 1, wanted);
            case Extent.Time _ -> wanted;
        };
    }

    /** Servers first, together; then each arm on our own cores. Offsets count from a segment's start, so they stay. */
    private static List<Segment> apart(List<Segment> sideBySide, Scenario scenario) {
        List<Segment> apart = new ArrayList<>();
        for (Segment segment : sideBySide) {
            apart.add(only(segment, arm -> !onOwnCores(scenario, arm)));
        }
        for (int arm = 0; arm < scenario.arms().size(); arm++) {
            if (onOwnCores(scenario, arm)) {
                int alone = arm;
                sideBySide.forEach(segment -> apart.add(only(segment, other -> other == alone)));
            }
        }
        apart.removeIf(segment -> segment.requests().isEmpty());
        return apart;
    }

    private static boolean onOwnCores(Scenario scenario, int arm) {
        return scenario.arms().get(arm).target().onOwnCores();
    }

    private static Segment only(Segment segment, IntPredicate arms) {
        return with(
                segment,
                segment.requests().stream()
                        .filter(request -> arms.test(request.arm()))
                        .toList());
    }

    private static List<Segment> numbered(List<Segment> segments) {
        List<Segment> numbered = new ArrayList<>(segments.size());
        long seq = 0;
        for (Segment segment : segments) {
            List<PlannedRequest> requests = new ArrayList<>(segment.requests().size());
            for (PlannedRequest r : segment.requests()) {
                requests.add(r.at(seq++));
            }
            numbered.add(with(segment, requests));
        }
        return numbered;
    }

    private static Segment with(Segment segment, List<PlannedRequest> requests) {
        return switch (segment) {
            case Segment.Open open -> new Segment.Open(open.trial(), requests);
            case Segment.Closed closed -> closed.with(requests);
        };
    }
}

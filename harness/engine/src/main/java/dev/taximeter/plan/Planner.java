package dev.taximeter.plan;

import dev.taximeter.model.Extent;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.List;

/** Draws the plan of a scenario from its seed. Pure. */
public final class Planner {

    /** Blocks that a trial side by side is cut into: equal slices of its measured time. */
    public static final int SIDE_BY_SIDE_BLOCKS = 20;

    private Planner() {}

    /**
     * The plan. The k-th measured request of every arm in a trial asks the same prompt, and so does the k-th of warm-up.
     *
     * <p>Side by side, a trial is one segment; a measured request belongs to one of {@link #SIDE_BY_SIDE_BLOCKS} equal
     * slices of the measured time. Interleaved, a trial is one segment of all arms' warm-up, if there is any, and then
     * for each block one segment an arm, in a fresh random order; a number of requests is divided evenly over the
     * blocks, a length of time too.
     *
     * @throws ArithmeticException if one arm's trial has more than {@link Integer#MAX_VALUE} requests
     */
    public static Plan plan(Scenario scenario) {
        Streams streams = new Streams(scenario.seed());
        List<Segment> segments = new ArrayList<>();
        for (int trial = 0; trial < scenario.load().trials(); trial++) {
            segments.addAll(
                    switch (scenario.load().model()) {
                        case LoadModel.Open open -> new OpenTrial(scenario, open, streams, trial).segments();
                        case LoadModel.Closed _ -> new ClosedTrial(scenario, streams, trial).segments();
                    });
        }
        return new Plan(scenario.seed(), numbered(segments));
    }

    /** How many blocks the measured part of an interleaved trial has: no more than an arm has requests. */
    static int interleavedBlocks(Scenario scenario) {
        int wanted = scenario.load().blocks();
        return switch (scenario.load().measure()) {
            case Extent.Requests requests -> Math.clamp(requests.count(), 1, wanted);
            case Extent.Time _ -> wanted;
        };
    }

    private static List<Segment> numbered(List<Segment> segments) {
        List<Segment> numbered = new ArrayList<>(segments.size());
        long seq = 0;
        for (Segment segment : segments) {
            List<PlannedRequest> requests = new ArrayList<>(segment.requests().size());
            for (PlannedRequest r : segment.requests()) {
                requests.add(new PlannedRequest(seq++, r.block(), r.arm(), r.phase(), r.offsetNanos(), r.prompt()));
            }
            numbered.add(
                    switch (segment) {
                        case Segment.Open open -> new Segment.Open(open.trial(), requests);
                        case Segment.Closed closed ->
                            new Segment.Closed(
                                    closed.trial(),
                                    requests,
                                    closed.limitNanos(),
                                    closed.warmUpNanos(),
                                    closed.blockNanos());
                    });
        }
        return numbered;
    }
}

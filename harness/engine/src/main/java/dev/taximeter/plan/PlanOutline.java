package dev.taximeter.plan;

import dev.taximeter.model.Arm;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a plan amounts to, before it is played.
 *
 * @param arms in the scenario's order
 * @param segments how often the run drains
 * @param sendingNanos time during which requests start, without the drains between segments; empty for a closed loop that
 *     a number of requests ends, since the replies decide there
 */
public record PlanOutline(List<ArmOutline> arms, int segments, OptionalLong sendingNanos) {
    public PlanOutline {
        arms = List.copyOf(arms);
    }

    /**
     * One arm's part.
     *
     * @param arm its name
     * @param warmUpRequests of all trials; empty when time ends them in a closed loop
     * @param measuredRequests of all trials; empty when time ends them in a closed loop
     * @param perSecond wanted mean rate of requests; empty in a closed loop
     */
    public record ArmOutline(
            String arm, OptionalLong warmUpRequests, OptionalLong measuredRequests, OptionalDouble perSecond) {}

    /** The outline of a plan that was drawn from this scenario. */
    public static PlanOutline of(Scenario scenario, Plan plan) {
        OptionalDouble perSecond = switch (scenario.load().model()) {
            case LoadModel.Open open -> OptionalDouble.of(open.arrivals().perSecond());
            case LoadModel.Closed _ -> OptionalDouble.empty();
        };
        List<ArmOutline> arms = new ArrayList<>();
        for (int arm = 0; arm < scenario.arms().size(); arm++) {
            Arm named = scenario.arms().get(arm);
            arms.add(new ArmOutline(
                    named.name(), count(plan, arm, Phase.WARM_UP), count(plan, arm, Phase.MEASURE), perSecond));
        }
        return new PlanOutline(arms, plan.segments().size(), sendingNanos(plan));
    }

    /** The first requests of the plan, at most {@code limit}, in the order of sending. */
    public static List<PlannedRequest> first(Plan plan, int limit) {
        return plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .limit(limit)
                .toList();
    }

    private static OptionalLong count(Plan plan, int arm, Phase phase) {
        long count = 0;
        for (Segment segment : plan.segments()) {
            if (segment instanceof Segment.Closed closed && closed.timed() && touches(closed, phase)) {
                return OptionalLong.empty();
            }
            count += segment.requests().stream()
                    .filter(request -> request.arm() == arm && request.phase() == phase)
                    .count();
        }
        return OptionalLong.of(count);
    }

    private static boolean touches(Segment.Closed timed, Phase phase) {
        return (phase == Phase.WARM_UP && timed.warmUpNanos() > 0)
                || timed.requests().stream().anyMatch(request -> request.phase() == phase);
    }

    private static OptionalLong sendingNanos(Plan plan) {
        long sum = 0;
        for (Segment segment : plan.segments()) {
            switch (segment) {
                case Segment.Open open ->
                    sum += open.requests().isEmpty()
                            ? 0
                            : open.requests().getLast().offsetNanos();
                case Segment.Closed closed -> {
                    if (!closed.timed()) {
                        return OptionalLong.empty();
                    }
                    sum += closed.limitNanos();
                }
            }
        }
        return OptionalLong.of(sum);
    }
}

package dev.taximeter.plan;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Segment;
import dev.taximeter.model.Sweep;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SweepPlanTest {
    private static final Arrivals POISSON = new Arrivals.Poisson(50);
    private static final Sweep TOKENS = new Sweep(Sweep.Quantity.OUTPUT_TOKENS, List.of(10.0, 20.0, 40.0));

    @Test
    void levelsOfARequestComeInCompleteRoundsAndAlikeForAllArms() {
        Plan plan = Planner.plan(Scenarios.open(POISSON)
                .arms("a", "b")
                .measure(60)
                .interleaved(4)
                .sweep(TOKENS)
                .make());
        List<PlannedRequest> first = of(plan, 0);
        assertThat(of(plan, 1)).extracting(PlannedRequest::level).containsExactlyElementsOf(levels(first));
        for (int round = 0; round < 20; round++) {
            assertThat(levels(first).subList(3 * round, 3 * round + 3)).containsExactlyInAnyOrder(0, 1, 2);
        }
        assertThat(levels(first).subList(0, 30))
                .as("in random order")
                .isNotEqualTo(levels(first).subList(3, 33));
    }

    @Test
    void promptsOfACertainLengthAreAskedAtTheirLevelOnly() {
        Sweep lengths = new Sweep(Sweep.Quantity.INPUT_TOKENS, List.of(100.0, 200.0));
        Plan plan = Planner.plan(Scenarios.closed(2, Duration.ZERO)
                .prompts(6)
                .measure(48)
                .sweep(lengths)
                .make());
        assertThat(of(plan, 0))
                .hasSize(48)
                .allSatisfy(request -> assertThat(request.prompt() / 3).isEqualTo(request.level()))
                .extracting(PlannedRequest::prompt)
                .contains(0, 1, 2, 3, 4, 5);
    }

    @Test
    void eachRateHasTheWholeMeasuredPartAndABlockHoldsAllArmsAtAllRates() {
        Sweep rates = new Sweep(Sweep.Quantity.RATE, List.of(10.0, 1000.0));
        Plan plan = Planner.plan(Scenarios.open(POISSON)
                .arms("a", "b")
                .warmUp(new Extent.Requests(4))
                .measure(40)
                .interleaved(5)
                .sweep(rates)
                .make());
        assertThat(of(plan, 0).stream().collect(groupingBy(PlannedRequest::level, counting())))
                .containsOnly(java.util.Map.entry(0, 40L), java.util.Map.entry(1, 40L));
        List<Segment> measured = plan.segments().stream()
                .filter(segment -> segment.requests().getFirst().phase() == Phase.MEASURE)
                .toList();
        for (int block = 0; block < 5; block++) {
            assertThat(measured.subList(4 * block, 4 * block + 4))
                    .extracting(segment -> segment.requests().getFirst().arm() + "/"
                            + segment.requests().getFirst().level())
                    .containsExactlyInAnyOrder("0/0", "0/1", "1/0", "1/1");
        }
        assertThat(lastOffset(plan, 0)).isGreaterThan(20 * lastOffset(plan, 1));
    }

    private static long lastOffset(Plan plan, int level) {
        return of(plan, 0).stream()
                .filter(request -> request.level() == level)
                .mapToLong(PlannedRequest::offsetNanos)
                .sum();
    }

    private static List<Integer> levels(List<PlannedRequest> requests) {
        return requests.stream().map(PlannedRequest::level).toList();
    }

    private static List<PlannedRequest> of(Plan plan, int arm) {
        return plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .filter(request -> request.arm() == arm && request.phase() == Phase.MEASURE)
                .toList();
    }
}

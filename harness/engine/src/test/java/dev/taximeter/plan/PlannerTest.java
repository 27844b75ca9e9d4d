package dev.taximeter.plan;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

public final class PlannerTest {
    private static final Arrivals POISSON = new Arrivals.Poisson(20);
    private static final Arrivals CONSTANT = new Arrivals.Constant(20);
    private static final Path GOLDEN = Path.of("src/test/resources/golden/plan.txt");

    /** Every shape of plan, for the rules that hold for all of them. */
    public static Stream<Scenarios> shapes() {
        List<Scenarios> models =
                List.of(Scenarios.open(POISSON), Scenarios.open(CONSTANT), Scenarios.closed(3, Duration.ofMillis(200)));
        List<Extent> warmUps = List.of(new Extent.Requests(0), new Extent.Requests(5), new Extent.Time(700_000_000));
        List<Extent> measures = List.of(new Extent.Requests(53), new Extent.Time(2_500_000_000L));
        return models.stream()
                .flatMap(s -> warmUps.stream().map(s::warmUp))
                .flatMap(s -> measures.stream().map(s::measure))
                .map(s -> s.arms("a", "b", "c").trials(2))
                .flatMap(s -> Stream.of(s, s.interleaved(6)));
    }

    @Test
    void theSamePlanComesFromTheSameSeedOnEveryMachine() throws IOException {
        String plan = Stream.of(
                        Scenarios.open(POISSON)
                                .arms("a", "b")
                                .warmUp(new Extent.Requests(2))
                                .measure(6),
                        Scenarios.open(CONSTANT).arms("a", "b").measure(Duration.ofMillis(300)),
                        Scenarios.open(POISSON).arms("a", "b").measure(5).interleaved(2),
                        Scenarios.closed(2, Duration.ofSeconds(1))
                                .arms("a", "b")
                                .measure(3),
                        Scenarios.closed(2, Duration.ZERO)
                                .measure(Duration.ofSeconds(4))
                                .interleaved(2))
                .map(scenario -> text(Planner.plan(scenario.make())))
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, plan);
        }
        assertThat(plan).isEqualTo(Files.readString(GOLDEN));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void sequenceNumbersCountUpAndOffsetsNeverDecrease(Scenarios shape) {
        Plan plan = Planner.plan(shape.make());
        long seq = 0;
        for (Segment segment : plan.segments()) {
            long offsetNanos = 0;
            for (PlannedRequest request : segment.requests()) {
                assertThat(request.seq()).isEqualTo(seq++);
                assertThat(request.offsetNanos()).isGreaterThanOrEqualTo(offsetNanos);
                offsetNanos = request.offsetNanos();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void theSameRequestOfEveryArmAsksTheSamePrompt(Scenarios shape) {
        Plan plan = Planner.plan(shape.make());
        for (int trial = 0; trial < 2; trial++) {
            for (Phase phase : Phase.values()) {
                List<Integer> first = prompts(plan, trial, phase, 0);
                for (int arm = 1; arm < 3; arm++) {
                    List<Integer> other = prompts(plan, trial, phase, arm);
                    int shared = Math.min(first.size(), other.size());
                    assertThat(other.subList(0, shared)).isEqualTo(first.subList(0, shared));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anotherArmLeavesTheOthersAsTheyWere(Scenarios shape) {
        Plan two = Planner.plan(shape.arms("a", "b").make());
        Plan three = Planner.plan(shape.arms("a", "b", "c").make());
        for (int arm = 0; arm < 2; arm++) {
            assertThat(course(three, arm)).isEqualTo(course(two, arm)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anotherSeedGivesAnotherPlan(Scenarios shape) {
        Plan one = Planner.plan(shape.seed(1).make());
        Plan two = Planner.plan(shape.seed(2).make());
        assertThat(one.segments()).isNotEqualTo(two.segments());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void warmUpComesFirst(Scenarios shape) {
        for (Segment segment : Planner.plan(shape.make()).segments()) {
            for (int arm = 0; arm < 3; arm++) {
                boolean measuring = false;
                for (PlannedRequest request : ofArm(segment, arm)) {
                    measuring |= request.phase() == Phase.MEASURE;
                    assertThat(request.phase() == Phase.MEASURE).isEqualTo(measuring);
                }
            }
        }
    }

    @Test
    void eachBlockHoldsOneTurnOfEveryArm() {
        Scenarios shape = Scenarios.open(POISSON)
                .arms("a", "b", "c")
                .measure(53)
                .trials(3)
                .interleaved(6);
        List<Segment> segments = Planner.plan(shape.make()).segments();
        assertThat(segments).hasSize(3 * 6 * 3);
        Set<List<Integer>> orders = new HashSet<>();
        for (int i = 0; i < segments.size(); i += 3) {
            int block = i / 3 % 6;
            List<Segment> turns = segments.subList(i, i + 3);
            assertThat(turns).allSatisfy(turn -> {
                assertThat(turn.requests()).extracting(PlannedRequest::block).containsOnly(block);
                assertThat(turn.requests()).hasSizeBetween(53 / 6, 53 / 6 + 1);
            });
            List<Integer> order =
                    turns.stream().map(turn -> turn.requests().getFirst().arm()).toList();
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
            orders.add(order);
        }
        assertThat(orders).hasSizeGreaterThan(1);
    }

    @Test
    void sideBySideTheBlocksAreEqualSlicesOfTime() {
        Scenarios shape = Scenarios.open(CONSTANT)
                .arms("a", "b")
                .warmUp(new Extent.Requests(7))
                .measure(100);
        List<PlannedRequest> requests =
                Planner.plan(shape.make()).segments().getFirst().requests();
        for (int arm = 0; arm < 2; arm++) {
            int of = arm;
            Map<Integer, List<PlannedRequest>> blocks = requests.stream()
                    .filter(request -> request.arm() == of && request.phase() == Phase.MEASURE)
                    .collect(groupingBy(PlannedRequest::block));
            assertThat(blocks).hasSize(Planner.SIDE_BY_SIDE_BLOCKS);
            assertThat(blocks.values()).allSatisfy(block -> assertThat(block).hasSize(5));
        }
    }

    @Test
    void armsOfOneConstantRateNeverFireTogether() {
        String[] names = IntStream.range(0, 12).mapToObj(i -> "arm" + i).toArray(String[]::new);
        Plan plan =
                Planner.plan(Scenarios.open(CONSTANT).arms(names).measure(50).make());
        List<PlannedRequest> requests = plan.segments().getFirst().requests();
        for (int i = 1; i < requests.size(); i++) {
            long gapNanos = requests.get(i).offsetNanos() - requests.get(i - 1).offsetNanos();
            assertThat(gapNanos).isGreaterThan(1_000_000);
        }
    }

    @Test
    void aConstantRateKeepsItsGapThroughWarmUpAndMeasuredPart() {
        Scenarios shape =
                Scenarios.open(CONSTANT).warmUp(new Extent.Requests(10)).measure(Duration.ofSeconds(2));
        List<PlannedRequest> requests =
                Planner.plan(shape.make()).segments().getFirst().requests();
        assertThat(requests).hasSize(10 + 40);
        for (int i = 0; i < requests.size(); i++) {
            assertThat(requests.get(i).offsetNanos()).isEqualTo(i * 50_000_000L);
        }
    }

    @Test
    void aPoissonRateIsMetOnAverage() {
        LongFunction<Double> perSecond = seed -> {
            Scenarios shape = Scenarios.open(POISSON).seed(seed).measure(Duration.ofSeconds(100));
            return Planner.plan(shape.make()).segments().getFirst().requests().size() / 100.0;
        };
        double mean = LongStream.range(0, 200)
                .mapToObj(perSecond)
                .mapToDouble(d -> d)
                .average()
                .orElseThrow();
        // 400,000 expected arrivals: a standard error of 0.16 %, so 1 % is six of them.
        assertThat(mean).isCloseTo(20, within(0.2));
    }

    @Test
    void poissonGapsAreExponential() {
        Plan plan = Planner.plan(Scenarios.open(POISSON).measure(20_000).make());
        List<PlannedRequest> requests = plan.segments().getFirst().requests();
        for (double quantile : new double[] {0.1, 0.5, 0.9, 0.99}) {
            double limitNanos = -Math.log1p(-quantile) * 50_000_000;
            long below = IntStream.range(1, requests.size())
                    .filter(i ->
                            requests.get(i).offsetNanos() - requests.get(i - 1).offsetNanos() < limitNanos)
                    .count();
            assertThat(below / 20_000.0).isCloseTo(quantile, within(0.02));
        }
    }

    @Test
    void everyPromptIsAskedEquallyOften() {
        Plan plan = Planner.plan(Scenarios.open(POISSON).measure(7 * 11).make());
        Map<Integer, Integer> asked = plan.segments().getFirst().requests().stream()
                .collect(toMap(PlannedRequest::prompt, _ -> 1, Integer::sum));
        assertThat(asked).hasSize(7);
        assertThat(asked.values()).containsOnly(11);
    }

    @Test
    void theOutlineCountsWhatThePlanHolds() {
        Scenarios shape = Scenarios.open(CONSTANT)
                .arms("a", "b")
                .warmUp(new Extent.Requests(4))
                .measure(30)
                .trials(2);
        PlanOutline outline = PlanOutline.of(shape.make(), Planner.plan(shape.make()));
        assertThat(outline.segments()).isEqualTo(2);
        assertThat(outline.arms()).hasSize(2).allSatisfy(arm -> {
            assertThat(arm.warmUpRequests()).hasValue(8);
            assertThat(arm.measuredRequests()).hasValue(60);
            assertThat(arm.perSecond()).hasValue(20);
        });
    }

    @Test
    void theOutlineOfATimedClosedLoopKnowsItsTimeAndNotItsNumber() {
        Scenarios shape = Scenarios.closed(2, Duration.ZERO)
                .warmUp(new Extent.Requests(4))
                .measure(Duration.ofSeconds(9))
                .interleaved(3);
        PlanOutline outline = PlanOutline.of(shape.make(), Planner.plan(shape.make()));
        assertThat(outline.arms().getFirst().warmUpRequests()).hasValue(4);
        assertThat(outline.arms().getFirst().measuredRequests()).isEmpty();
        assertThat(outline.sendingNanos()).isEmpty();
    }

    private static List<PlannedRequest> ofArm(Segment segment, int arm) {
        return segment.requests().stream()
                .filter(request -> request.arm() == arm)
                .toList();
    }

    private static List<Integer> prompts(Plan plan, int trial, Phase phase, int arm) {
        return plan.segments().stream()
                .filter(segment -> segment.trial() == trial)
                .flatMap(segment -> ofArm(segment, arm).stream())
                .filter(request -> request.phase() == phase)
                .map(PlannedRequest::prompt)
                .toList();
    }

    /** What one arm does, without sequence numbers, which count all arms. */
    private static List<PlannedRequest> course(Plan plan, int arm) {
        return plan.segments().stream()
                .flatMap(segment -> ofArm(segment, arm).stream())
                .map(r -> new PlannedRequest(0, r.block(), r.arm(), r.phase(), r.offsetNanos(), r.prompt()))
                .toList();
    }

    private static String text(Plan plan) {
        return plan.segments().stream()
                .map(segment -> switch (segment) {
                            case Segment.Open open -> "open, trial " + open.trial();
                            case Segment.Closed closed ->
                                "closed, trial %d, limit %d, warm-up %d, block %d"
                                        .formatted(
                                                closed.trial(),
                                                closed.limitNanos(),
                                                closed.warmUpNanos(),
                                                closed.blockNanos());
                        }
                        + segment.requests().stream()
                                .map(request -> "\n  " + request)
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

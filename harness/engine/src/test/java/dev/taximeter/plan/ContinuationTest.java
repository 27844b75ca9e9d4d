package dev.taximeter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Segment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A plan whose process dies, again and again, is played once. */
final class ContinuationTest {
    private static final long MILLI = 1_000_000;

    /** What a world of servers saw: each request of the plan at most once. */
    private final Set<Long> sent = new HashSet<>();

    private final List<Sample> told = new ArrayList<>();

    @Test
    void noRequestIsSentTwiceHoweverOftenTheProcessDies() {
        for (long seed = 0; seed < 300; seed++) {
            sent.clear();
            told.clear();
            SplittableRandom random = new SplittableRandom(seed);
            Scenario scenario = Scenarios.open(new Arrivals.Poisson(20))
                    .arms("a", "b")
                    .warmUp(new Extent.Requests(random.nextInt(8)))
                    .measure(40)
                    .trials(2)
                    .seed(seed)
                    .make();
            Plan plan = Planner.plan(scenario);
            Continuation left = new Continuation(plan, 0);
            long clock = 0;
            long maybeSent = 0;
            for (int life = 0; life < 3; life++) {
                long dies = clock + (long) (random.nextDouble() * 2_500 * MILLI);
                play(left.rest(), clock, dies, random);
                long known = dies + random.nextLong(300 * MILLI);
                left = Continuation.of(scenario, plan, told, List.of(), known);
                clock = known;
                assertThat(seqs(left.rest())).as("seed %d", seed).noneMatch(sent::contains);
                maybeSent = left.maybeSent();
            }
            assertThat(told.size() + maybeSent + seqs(left.rest()).size())
                    .as("seed %d: told, maybe sent and left are all", seed)
                    .isEqualTo(seqs(plan).size());
        }
    }

    /** Plays until the end; what has not answered by then is not told. */
    private void play(Plan plan, long clock, long dies, SplittableRandom random) {
        long segmentStart = clock;
        for (Segment segment : plan.segments()) {
            long drained = segmentStart;
            for (PlannedRequest request : segment.requests()) {
                long due = segmentStart + MILLI + request.offsetNanos();
                if (due > dies) {
                    return;
                }
                assertThat(sent.add(request.seq())).isTrue();
                long done = due + (long) ((50 + 300 * random.nextDouble()) * MILLI);
                if (done + 100 * MILLI <= dies) {
                    told.add(sample(request, segment.trial(), due, done));
                }
                drained = Math.max(drained, done);
            }
            if (drained + 100 * MILLI > dies) {
                return;
            }
            segmentStart = drained;
        }
    }

    private static Sample sample(PlannedRequest request, int trial, long due, long done) {
        return new Sample(
                request.seq(),
                trial,
                request.block(),
                request.arm() == 0 ? "a" : "b",
                request.phase(),
                "p",
                due,
                due,
                List.of(Attempt.without(due, done, Outcome.ok(200))),
                null);
    }

    private static Set<Long> seqs(Plan plan) {
        return plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .map(PlannedRequest::seq)
                .collect(Collectors.toSet());
    }

    @Test
    void whatIsLeftIsDueWhenItAlwaysWas() {
        Scenario scenario =
                Scenarios.open(new Arrivals.Constant(10)).measure(10).make();
        Plan plan = Planner.plan(scenario);
        PlannedRequest first = plan.segments().getFirst().requests().getFirst();
        long start = 7 * MILLI;
        Sample one = sample(first, 0, start + first.offsetNanos(), start + first.offsetNanos() + MILLI);

        Continuation left = Continuation.of(scenario, plan, List.of(one), List.of(), start + 450 * MILLI);

        List<PlannedRequest> rest = left.rest().segments().getFirst().requests();
        assertThat(rest.size() + left.maybeSent()).isEqualTo(9);
        assertThat(rest)
                .allSatisfy(request -> assertThat(start + 450 * MILLI + request.offsetNanos())
                        .isEqualTo(start + original(plan, request.seq()).offsetNanos()));
    }

    private static PlannedRequest original(Plan plan, long seq) {
        return plan.segments().getFirst().requests().stream()
                .filter(request -> request.seq() == seq)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void inAClosedLoopEachUserMayHaveHadOneRequestUnderWayAndOneThatWasOverAndNotToldYet() {
        Scenario scenario = Scenarios.closed(2, Duration.ZERO).measure(10).make();
        Plan plan = Planner.plan(scenario);
        List<PlannedRequest> all = plan.segments().getFirst().requests();
        List<Sample> four = all.subList(0, 4).stream()
                .map(request -> sample(request, 0, MILLI, 401 * MILLI))
                .toList();

        Continuation left = Continuation.of(scenario, plan, four, List.of(), 900 * MILLI);

        assertThat(left.maybeSent()).isEqualTo(4);
        assertThat(left.rest().segments().getFirst().requests()).isEqualTo(all.subList(8, 10));
    }

    @Test
    void aLoopThatTimeEndsHasTheRestOfItsTimeAndTheNextOfItsRound() {
        Scenario scenario = Scenarios.closed(1, Duration.ZERO)
                .warmUp(new Extent.Time(Duration.ofMillis(500).toNanos()))
                .measure(Duration.ofSeconds(2))
                .make();
        Plan plan = Planner.plan(scenario);
        List<PlannedRequest> round = plan.segments().getFirst().requests();
        PlannedRequest eighth = round.getFirst().at(round.size()); // of seven prompts: the first one, again
        List<Sample> told = List.of(
                sample(round.getFirst(), 0, 3 * MILLI, 203 * MILLI), sample(eighth, 0, 900 * MILLI, 1100 * MILLI));

        Continuation left = Continuation.of(scenario, plan, told, List.of(), 1_503 * MILLI);

        Segment.Closed rest = (Segment.Closed) left.rest().segments().getFirst();
        assertThat(rest.limitNanos()).isEqualTo(1_000 * MILLI);
        assertThat(rest.warmUpNanos()).isEqualTo(-1_000 * MILLI);
        assertThat(left.maybeSent()).isEqualTo(3);
        assertThat(rest.requests()).extracting(PlannedRequest::seq).containsExactly(11L, 12L, 13L, 14L, 15L, 16L, 17L);
        assertThat(rest.requests().getFirst().prompt()).isEqualTo(round.get(4).prompt());
        assertThat(left.isEmpty()).isFalse();
        assertThat(Continuation.of(scenario, plan, told, List.of(), 2_503 * MILLI)
                        .isEmpty())
                .as("its time is over")
                .isTrue();
    }
}

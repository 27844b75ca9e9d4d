package dev.taximeter.load;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Extent;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Plan;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.plan.Continuation;
import dev.taximeter.plan.Planner;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.SimulatedProvider;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A closed loop whose process dies, again and again, is played for its time, and no more. */
@Timeout(60)
final class ResumedLoopTest {
    private static final long MILLI = 1_000_000;
    private static final long LATENCY = 40 * MILLI;
    private static final Script SERVER = (call, _) -> Turn.answer(LATENCY + call.seq() % 7 * MILLI, "ok");

    /** One run, whose clock stands still between its processes. */
    private static final class Run {
        private final SplittableRandom random;
        private final Scenario scenario;
        private final Plan plan;
        private final List<Sample> told = new ArrayList<>();
        private final Set<Long> sent = new HashSet<>();
        private final List<Long> breaks = new ArrayList<>();
        private Plan left;
        private long clock;

        Run(Scenario scenario) {
            this.random = new SplittableRandom(scenario.seed());
            this.scenario = scenario;
            this.plan = Planner.plan(scenario);
            this.left = plan;
        }

        /** Plays what is left until the process dies, or to its end. */
        void live(long nanos) throws InterruptedException {
            SimulatedTime time = new SimulatedTime();
            List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
            LoadEngine engine = new LoadEngine((_, _) -> null, Purse.BOTTOMLESS, time::newThread);
            engine.run(
                    scenario,
                    left,
                    _ -> new SimulatedProvider(SERVER),
                    samples::add,
                    RunClock.resumingAt(time, clock),
                    new LoadProgress(left, List.of("a", "b")));
            long dies = clock + nanos;
            long writes = dies - random.nextLong(200 * MILLI);
            for (Sample sample : samples) {
                if (sample.sentNanos() <= dies) {
                    assertThat(sent.add(sample.seq()))
                            .as("sent twice: %s", sample)
                            .isTrue();
                }
                if (sample.doneNanos() <= writes) {
                    told.add(sample);
                }
            }
            clock = dies + random.nextLong(1_000 * MILLI);
            left = Continuation.of(scenario, plan, told, breaks, clock).rest();
            breaks.add(clock);
        }

        /** Dies three times and then does not. */
        void fourLives() throws InterruptedException {
            for (int life = 0; life < 3; life++) {
                live(random.nextLong(2_500 * MILLI));
            }
            live(Duration.ofHours(1).toNanos());
            assertThat(left.segments())
                    .allSatisfy(segment -> assertThat(segment.requests()).isEmpty());
        }
    }

    @Test
    void sideBySideWarmUpAndBlocksEndWhenTheyAlwaysDid() throws InterruptedException {
        for (long seed = 0; seed < 40; seed++) {
            Run run = new Run(Scenarios.closed(2, Duration.ofMillis(10))
                    .arms("a", "b")
                    .warmUp(new Extent.Time(1_000 * MILLI))
                    .measure(Duration.ofSeconds(10))
                    .seed(seed)
                    .make());
            run.fourLives();

            long start =
                    run.told.stream().mapToLong(Sample::intendedNanos).min().orElseThrow();
            assertThat(run.told).as("seed %d", seed).allSatisfy(sample -> {
                long measuredNanos = sample.intendedNanos() - start - 1_000 * MILLI;
                assertThat(sample.phase()).isEqualTo(measuredNanos < 0 ? Phase.WARM_UP : Phase.MEASURE);
                assertThat(measuredNanos).isLessThan(10_000 * MILLI);
                assertThat(sample.block()).isEqualTo((int) (Math.max(0, measuredNanos) / (500 * MILLI)));
            });
            assertWhole(run);
        }
    }

    @Test
    void interleavedEveryBlockHasItsTimeAndNoMore() throws InterruptedException {
        for (long seed = 0; seed < 40; seed++) {
            Run run = new Run(Scenarios.closed(2, Duration.ofMillis(10))
                    .arms("a", "b")
                    .warmUp(new Extent.Requests(6))
                    .measure(Duration.ofSeconds(6))
                    .interleaved(3)
                    .trials(2)
                    .seed(seed)
                    .make());
            run.fourLives();

            run.told.stream()
                    .filter(sample -> sample.phase() == Phase.MEASURE)
                    .collect(groupingBy(sample -> List.of(sample.trial(), sample.arm(), sample.block())))
                    .forEach((block, samples) -> assertThat(samples.stream()
                                            .mapToLong(Sample::intendedNanos)
                                            .max()
                                            .orElseThrow()
                                    - samples.stream()
                                            .mapToLong(Sample::intendedNanos)
                                            .min()
                                            .orElseThrow())
                            .as("%s of seed %d", block, run.scenario.seed())
                            .isLessThan(2_000 * MILLI));
            assertWhole(run);
        }
    }

    @Test
    void aCountedLoopSendsNothingTwiceEitherAndKeepsMostOfItsRequests() throws InterruptedException {
        long told = 0;
        long planned = 0;
        for (long seed = 0; seed < 40; seed++) {
            Scenarios shape = Scenarios.closed(2, Duration.ofMillis(10))
                    .arms("a", "b")
                    .measure(150)
                    .seed(seed);
            for (Scenarios each : List.of(shape.interleaved(3), shape.conversations(40, 3))) {
                Run run = new Run(each.make());
                run.fourLives();
                told += run.told.size();
                planned += run.plan.requests();
            }
        }
        assertThat(told).isGreaterThan(planned / 2);
    }

    /** Three deaths cost at most what three windows of 1.2 s hold, in each of which two users of two arms ask. */
    private static void assertWhole(Run run) throws InterruptedException {
        Run undisturbed = new Run(run.scenario);
        undisturbed.live(Duration.ofHours(1).toNanos());
        long perSecond = 4 * 1_000 * MILLI / (LATENCY + 10 * MILLI);
        assertThat(run.told.size())
                .as("seed %d", run.scenario.seed())
                .isBetween(undisturbed.told.size() - (int) (3 * 1.3 * perSecond), undisturbed.told.size() + 12);
    }
}

package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.ArmStop;
import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Extent;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.RunClock;
import dev.taximeter.model.Sample;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.SimulatedProvider;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arms that are stopped because going on is pointless, in simulated time. */
@Timeout(60)
final class ArmStopTest {
    private static final long MILLI = 1_000_000;
    private static final Arrivals TEN_A_SECOND = new Arrivals.Constant(10);
    private static final Script GOOD = (_, _) -> Turn.answer(10 * MILLI, "ok");

    @Test
    void spentMoneyStopsItsArmAtOnceAndTheOthersGoOn() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).arms("a", "b").measure(100));
        LoadResult result = play(stage, from(Duration.ofSeconds(2), Outcome.Kind.QUOTA_EXHAUSTED), GOOD);
        Map<String, List<Sample>> byArm = stage.samples.stream().collect(Collectors.groupingBy(Sample::arm));
        assertThat(byArm.get("b"))
                .hasSize(100)
                .allMatch(sample -> sample.outcome().isOk());
        assertThat(byArm.get("a")).hasSizeBetween(15, 25);
        assertThat(byArm.get("a").stream().filter(sample -> !sample.outcome().isOk()))
                .singleElement()
                .satisfies(sample -> assertThat(sample.outcome().kind()).isEqualTo(Outcome.Kind.QUOTA_EXHAUSTED));
        assertThat(result.interrupted()).isFalse();
        assertThat(result.stops()).singleElement().satisfies((ArmStop stop) -> {
            assertThat(stop.arm()).isEqualTo("a");
            assertThat(stop.outcome().kind()).isEqualTo(Outcome.Kind.QUOTA_EXHAUSTED);
        });
    }

    @Test
    void theRunEndsWhenEveryArmIsStopped() throws InterruptedException {
        Stage stage =
                new Stage(Scenarios.open(TEN_A_SECOND).arms("a", "b").trials(3).measure(1_000));
        Script spent = from(Duration.ofSeconds(1), Outcome.Kind.QUOTA_EXHAUSTED);
        LoadResult result = play(stage, spent, spent);
        assertThat(result.stops()).extracting(ArmStop::arm).containsExactly("a", "b");
        assertThat(stage.time.nanos()).isLessThan(Duration.ofSeconds(3).toNanos());
        assertThat(result.samples()).isEqualTo(stage.samples.size());
    }

    @Test
    void whatIsOpenMayEndAndWhatWaitsForASlotIsToldAsNeverSent() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND, 2).measure(100));
        play(
                stage,
                (call, _) -> call.seq() == 0
                        ? Turn.failure(1_000 * MILLI, Outcome.of(Outcome.Kind.QUOTA_EXHAUSTED, 429, "pay"))
                        : Turn.answer(3_000 * MILLI, "ok"),
                GOOD);
        assertThat(stage.calls).hasSize(2);
        assertThat(stage.samples.stream().filter(sample -> sample.outcome().isOk()))
                .hasSize(1);
        assertThat(stage.samples.stream().filter(sample -> sample.outcome().kind() == Outcome.Kind.NOT_SENT))
                .isNotEmpty()
                .allSatisfy(sample -> assertThat(sample.outcome().detail()).contains("arm was stopped"));
        assertThat(stage.progress.arms()).allSatisfy(arm -> {
            assertThat(arm.waiting()).isZero();
            assertThat(arm.ended()).isEqualTo(arm.due());
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTH", "NOT_FOUND", "BAD_REQUEST"})
    void firstAnswersThatAllSayTheSameWrongStopTheArm(Outcome.Kind kind) throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(1_000));
        LoadResult result = play(stage, from(Duration.ZERO, kind), GOOD);
        assertThat(stage.samples).hasSize(ArmStops.HOPELESS_ANSWERS);
        assertThat(result.stops()).hasSize(1);
    }

    @Test
    void oneAnswerOfAnotherKindIsHopeEnough() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(TEN_A_SECOND).measure(100));
        LoadResult result = play(stage, from(Duration.ofMillis(50), Outcome.Kind.AUTH), GOOD);
        assertThat(stage.samples).hasSize(100);
        assertThat(result.stops()).isEmpty();
    }

    @Test
    void usersOfAClosedLoopGoHomeToo() throws InterruptedException {
        Stage stage = new Stage(Scenarios.closed(4, Duration.ofMillis(5))
                .arms("a", "b")
                .warmUp(new Extent.Time(0))
                .measure(Duration.ofSeconds(10)));
        LoadResult result = play(stage, from(Duration.ofSeconds(1), Outcome.Kind.QUOTA_EXHAUSTED), GOOD);
        Map<String, Long> lastSent =
                stage.samples.stream().collect(Collectors.toMap(Sample::arm, Sample::sentNanos, Math::max));
        assertThat(lastSent.get("a")).isLessThan(Duration.ofMillis(1_100).toNanos());
        assertThat(lastSent.get("b")).isGreaterThan(Duration.ofSeconds(9).toNanos());
        assertThat(result.stops()).hasSize(1);
    }

    private static Script from(Duration when, Outcome.Kind kind) {
        return (call, sentNanos) -> sentNanos < when.toNanos()
                ? GOOD.turn(call, sentNanos)
                : Turn.failure(10 * MILLI, Outcome.of(kind, 400, "scripted"));
    }

    /** The first arm plays the first script, others the second. */
    private static LoadResult play(Stage stage, Script first, Script others) throws InterruptedException {
        return stage.engine.run(
                stage.scenario,
                stage.plan,
                arm -> stage.watched(new SimulatedProvider(arm.name().equals("a") ? first : others)),
                stage.samples::add,
                RunClock.startingNow(stage.time),
                stage.progress);
    }
}

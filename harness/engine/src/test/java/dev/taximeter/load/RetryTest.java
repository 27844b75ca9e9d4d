package dev.taximeter.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.Arrivals;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.plan.Scenarios;
import dev.taximeter.provider.sim.Script;
import dev.taximeter.provider.sim.Turn;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls that are made again, in simulated time. */
@Timeout(60)
final class RetryTest {
    private static final Arrivals ONE_A_SECOND = new Arrivals.Constant(1);
    private static final long MILLI = 1_000_000;
    private static final Turn BUSY = failing(Outcome.Kind.OVERLOADED);

    @Test
    void nothingIsMadeAgainUnlessTheScenarioSaysSo() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND).measure(5));
        stage.play((_, _) -> BUSY);
        assertThat(stage.calls).hasSize(5);
        assertThat(stage.samples)
                .allSatisfy(sample -> assertThat(sample.attempts()).hasSize(1));
    }

    @Test
    void everyAttemptIsInTheSampleAndTheLogicalTimeHoldsTheWaits() throws InterruptedException {
        Stage stage =
                new Stage(Scenarios.open(new Arrivals.Constant(0.1)).measure(20).retries(2, Duration.ofSeconds(30)));
        stage.play(failingUntilThirdAttempt(stage));
        assertThat(stage.samples).hasSize(20).allSatisfy(sample -> {
            assertThat(sample.outcome().isOk()).isTrue();
            assertThat(sample.attempts()).hasSize(3);
            assertThat(wait(sample, 0)).isBetween(375 * MILLI, 500 * MILLI);
            assertThat(wait(sample, 1)).isBetween(750 * MILLI, 1_000 * MILLI);
            assertThat(sample.serviceTimeNanos()).isEqualTo(wait(sample, 0) + wait(sample, 1) + 30 * MILLI);
            assertThat(sample.lastAttemptNanos()).isEqualTo(10 * MILLI);
        });
        assertThat(stage.samples.stream().map(sample -> wait(sample, 0)).distinct())
                .hasSizeGreaterThan(15);
    }

    @Test
    void theSamePlanWaitsTheSame() throws InterruptedException {
        Scenarios scenario = Scenarios.open(ONE_A_SECOND).measure(20).retries(2, Duration.ofSeconds(30));
        Stage first = new Stage(scenario);
        Stage second = new Stage(scenario);
        first.play((_, _) -> BUSY);
        second.play((_, _) -> BUSY);
        assertThat(bySeq(first)).isEqualTo(bySeq(second));
    }

    @Test
    void theServersWaitIsKeptUpToTheCap() throws InterruptedException {
        assertThat(waitAfter(facts(Duration.ofSeconds(3), null))).isEqualTo(3_000 * MILLI);
        assertThat(waitAfter(facts(Duration.ZERO, null))).isZero();
        assertThat(waitAfter(facts(Duration.ofHours(114), null))).isEqualTo(5_000 * MILLI);
    }

    @Test
    void theServersWishOnRetriesComesFirst() throws InterruptedException {
        assertThat(attempts(failing(Outcome.Kind.OVERLOADED).saying(facts(null, false))))
                .isEqualTo(1);
        assertThat(attempts(failing(Outcome.Kind.BAD_REQUEST).saying(facts(null, true))))
                .isEqualTo(3);
        assertThat(attempts(failing(Outcome.Kind.QUOTA_EXHAUSTED).saying(facts(null, true))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void onlyKindsThatMayPassAreMadeAgain(Outcome.Kind kind) throws InterruptedException {
        assertThat(attempts(failing(kind))).isEqualTo(kind.retryable() ? 3 : 1);
    }

    @Test
    void aRequestThatWaitsForItsNextAttemptKeepsItsSlot() throws InterruptedException {
        Stage stage = new Stage(
                Scenarios.open(new Arrivals.Constant(10), 1).measure(4).retries(1, Duration.ofSeconds(30)));
        stage.play((_, _) -> BUSY);
        List<Sample> samples = bySeq(stage);
        for (int i = 1; i < samples.size(); i++) {
            assertThat(samples.get(i).sentNanos())
                    .isGreaterThanOrEqualTo(samples.get(i - 1).doneNanos());
        }
    }

    @Test
    void theEndOfTheDrainEndsTheWaitAndKeepsWhatFailed() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND)
                .measure(1)
                .retries(2, Duration.ofHours(1))
                .drain(Duration.ofSeconds(5)));
        stage.play((_, _) -> BUSY.saying(facts(Duration.ofMinutes(10), null)));
        assertThat(stage.samples).singleElement().satisfies(sample -> {
            assertThat(sample.attempts()).hasSize(1);
            assertThat(sample.outcome().kind()).isEqualTo(Outcome.Kind.OVERLOADED);
        });
        assertThat(stage.time.nanos()).isLessThan(Duration.ofSeconds(6).toNanos());
    }

    @Test
    void aStopSendsNoFurtherAttempt() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND).measure(1).retries(2, Duration.ofHours(1)));
        stage.time.at(Duration.ofSeconds(2).toNanos(), stage.engine::stop);
        stage.play((_, _) -> BUSY.saying(facts(Duration.ofSeconds(10), null)));
        assertThat(stage.calls).hasSize(1);
        assertThat(stage.samples).hasSize(1);
    }

    @Test
    void aCancelledAttemptKeepsTheOnesBefore() throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND)
                .measure(1)
                .retries(2, Duration.ofSeconds(1))
                .drain(Duration.ofSeconds(5)));
        Turn endless = Turn.answer(Duration.ofSeconds(50).toNanos(), "too late");
        stage.play((_, sentNanos) -> sentNanos < 100 * MILLI ? BUSY : endless);
        assertThat(stage.samples)
                .singleElement()
                .satisfies(sample -> assertThat(sample.attempts())
                        .extracting(attempt -> attempt.outcome().kind())
                        .containsExactly(Outcome.Kind.OVERLOADED, Outcome.Kind.CANCELLED));
    }

    private static int attempts(Turn turn) throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND).measure(1).retries(2, Duration.ofSeconds(5)));
        stage.play((_, _) -> turn);
        return stage.samples.getFirst().attempts().size();
    }

    private static long waitAfter(ServerFacts facts) throws InterruptedException {
        Stage stage = new Stage(Scenarios.open(ONE_A_SECOND).measure(1).retries(2, Duration.ofSeconds(5)));
        stage.play((_, _) -> BUSY.saying(facts));
        return wait(stage.samples.getFirst(), 0);
    }

    private static Script failingUntilThirdAttempt(Stage stage) {
        return (call, _) ->
                stage.calls.stream().filter(made -> made.seq() == call.seq()).count() < 3
                        ? BUSY
                        : Turn.answer(10 * MILLI, "ok");
    }

    private static long wait(Sample sample, int afterAttempt) {
        List<Attempt> attempts = sample.attempts();
        return attempts.get(afterAttempt + 1).sentNanos()
                - attempts.get(afterAttempt).doneNanos();
    }

    private static Turn failing(Outcome.Kind kind) {
        return Turn.failure(10 * MILLI, Outcome.of(kind, 500, "scripted"));
    }

    private static ServerFacts facts(@Nullable Duration retryAfter, @Nullable Boolean retryWanted) {
        return new ServerFacts(
                null,
                null,
                null,
                null,
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                null,
                null,
                null,
                null,
                null,
                null,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                retryAfter == null ? OptionalLong.empty() : OptionalLong.of(retryAfter.toNanos()),
                retryWanted,
                Map.of(),
                List.of());
    }

    private static List<Sample> bySeq(Stage stage) {
        return stage.samples.stream()
                .sorted(Comparator.comparingLong(Sample::seq))
                .toList();
    }
}

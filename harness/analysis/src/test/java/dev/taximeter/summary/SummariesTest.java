package dev.taximeter.summary;

import static dev.taximeter.summary.TestRun.MILLI;
import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummariesTest {

    @Test
    void aRunWithoutSamplesHasArmsWithoutFiguresAndIsInvalid() {
        RunSummary summary = new TestRun().arm("a", "A").partial().summary();

        ArmSummary arm = summary.arms().getFirst();
        assertThat(arm.counts()).isEqualTo(new Counts(0, 0, Map.of(), 0));
        assertThat(arm.distributions()).isEmpty();
        assertThat(arm.throughputPerSecond()).isNull();
        assertThat(arm.outputTokensPerSecond()).isNull();
        assertThat(arm.accuracy()).isNull();
        assertThat(summary.instrument().dispatchLag()).isNull();
        assertThat(summary.validity()).isInstanceOf(Validity.Invalid.class);
    }

    @Test
    void warmUpDoesNotCount() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").warmUp().takes(900 * MILLI))
                .add(sample("a").takes(5 * MILLI))
                .summary();

        Distribution response = summary.arms().getFirst().distribution(Metric.RESPONSE);
        assertThat(response.n()).isOne();
        assertThat(response.maxNanos()).isEqualTo(5 * MILLI);
    }

    @Test
    void oneSampleHasAMeanButNeitherSpreadNorPercentiles() {
        RunSummary summary = new TestRun().arm("a", "A").responses("a", 7).summary();

        Distribution response = summary.arms().getFirst().distribution(Metric.RESPONSE);
        assertThat(response.mean()).isEqualTo(new Figure(7 * MILLI, null, 1));
        assertThat(response.standardDeviation()).isNull();
        assertThat(response.percentiles()).isEmpty();
        assertThat(response.effectiveN()).isEqualTo(1);
    }

    @Test
    void figuresOfOneThousandKnownValuesAreTheTextbooks() {
        RunSummary summary =
                new TestRun().arm("a", "A").responses("a", shuffled(1_000)).summary();

        Distribution response = summary.arms().getFirst().distribution(Metric.RESPONSE);
        assertThat(response.n()).isEqualTo(1_000);
        assertThat(response.mean().value()).isCloseTo(500.5 * MILLI, within(1.0));
        assertThat(response.standardDeviation().value()).isCloseTo(288.819 * MILLI, within(0.001 * MILLI));
        assertThat(response.standardDeviation().interval().contains(288.819 * MILLI))
                .isTrue();
        assertThat(response.minNanos()).isEqualTo(MILLI);
        assertThat(response.maxNanos()).isEqualTo(1_000 * MILLI);
        assertThat(response.percentiles())
                .containsOnlyKeys(Percentile.P50, Percentile.P90, Percentile.P95, Percentile.P99);
        Figure p99 = response.percentiles().get(Percentile.P99);
        assertThat(p99.value()).isEqualTo(990 * MILLI);
        assertThat(p99.n()).isEqualTo(1_000);
        assertThat(p99.interval().low()).isBetween(983.0 * MILLI, 984.0 * MILLI);
        assertThat(p99.interval().high()).isBetween(996.0 * MILLI, 997.0 * MILLI);
    }

    @Test
    void aPercentileWhoseIntervalHasNoUpperEndIsAbsent() {
        assertThat(percentilesOf(367)).doesNotContain(Percentile.P99).contains(Percentile.P95);
        assertThat(percentilesOf(368)).contains(Percentile.P99);
        assertThat(percentilesOf(5)).isEmpty();
        assertThat(percentilesOf(6)).containsExactly(Percentile.P50);
    }

    @Test
    void slowRequestsThatComeInARowTakeTheNinetyNinthPercentileAway() {
        double[] sorted = shuffled(400);
        Arrays.sort(sorted);

        RunSummary summary = new TestRun().arm("a", "A").responses("a", sorted).summary();

        Distribution response = summary.arms().getFirst().distribution(Metric.RESPONSE);
        assertThat(response.percentiles()).doesNotContainKey(Percentile.P99);
        assertThat(response.effectiveN()).isLessThan(40);
        assertThat(summary.warnings())
                .extracting(Warning::kind)
                .contains(Warning.Kind.TOO_FEW_FOR_P99, Warning.Kind.AUTOCORRELATION);
    }

    @Test
    void failuresAreCountedByKindAndNeverMixedWithLatencies() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .responses("a", 1, 2, 3)
                .add(sample("a").takes(60_000 * MILLI).fails(Outcome.Kind.TIMEOUT_BEFORE_HEADERS))
                .add(sample("a").takes(MILLI).fails(Outcome.Kind.SERVER_ERROR))
                .summary();

        ArmSummary arm = summary.arms().getFirst();
        assertThat(arm.counts())
                .isEqualTo(new Counts(
                        5, 3, Map.of(Outcome.Kind.TIMEOUT_BEFORE_HEADERS, 1L, Outcome.Kind.SERVER_ERROR, 1L), 0));
        assertThat(arm.distribution(Metric.RESPONSE).maxNanos()).isEqualTo(3 * MILLI);
        assertThat(arm.distribution(Metric.RESPONSE).overflow()).isEqualTo(2);
    }

    @Test
    void anArmThatOnlyFailedHasNoLatencies() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").fails(Outcome.Kind.AUTH))
                .add(sample("a").fails(Outcome.Kind.AUTH))
                .summary();

        ArmSummary arm = summary.arms().getFirst();
        assertThat(arm.distributions()).isEmpty();
        assertThat(arm.throughputPerSecond()).isZero();
        assertThat(summary.instrument().dispatchLag().n()).isEqualTo(2);
        assertThat(summary.validity())
                .isEqualTo(new Validity.Invalid(
                        List.of("A: 2 of 2 requests failed; the figures would be those of a minority")));
    }

    @Test
    void answersWithoutContentHaveNoTimeToFirstToken() {
        RunSummary summary = new TestRun().arm("a", "A").responses("a", 1, 2, 3).summary();

        assertThat(summary.arms().getFirst().distributions())
                .containsKey(Metric.RESPONSE)
                .doesNotContainKeys(Metric.TTFT, Metric.INTER_CHUNK, Metric.TPOT);
    }

    @Test
    void streamsGiveTimesOfTheirFirstTokenAndOfTheirGaps() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a")
                        .lag(2 * MILLI)
                        .chunks(10 * MILLI, 13 * MILLI, 18 * MILLI)
                        .tokens(5, 0, 5, false)
                        .takes(20 * MILLI))
                .summary();

        Map<Metric, Distribution> by = summary.arms().getFirst().distributions();
        assertThat(by.get(Metric.TTFT).mean().value()).isEqualTo(10 * MILLI);
        assertThat(by.get(Metric.TTFT_FROM_INTENDED).mean().value()).isEqualTo(12 * MILLI);
        assertThat(by.get(Metric.INTER_CHUNK).n()).isEqualTo(2);
        assertThat(by.get(Metric.INTER_CHUNK).mean().value()).isEqualTo(4 * MILLI);
        assertThat(by.get(Metric.TPOT).mean().value()).isEqualTo(2 * MILLI);
        assertThat(by.get(Metric.RESPONSE).mean().value()).isEqualTo(22 * MILLI);
        assertThat(by.get(Metric.SERVICE).mean().value()).isEqualTo(20 * MILLI);
    }

    @Test
    void throughputLeavesThePausesBetweenBlocksOut() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").block(0).intended(0).takes(500 * MILLI).tokens(1, 0, 10, false))
                .add(sample("a").block(0).intended(500 * MILLI).takes(500 * MILLI))
                .add(sample("a")
                        .block(1)
                        .intended(90_000 * MILLI)
                        .takes(1_000 * MILLI)
                        .tokens(1, 0, 20, false))
                .add(sample("a")
                        .trial(1)
                        .block(0)
                        .intended(200_000 * MILLI)
                        .takes(1_000 * MILLI)
                        .fails(Outcome.Kind.RESET))
                .summary();

        assertThat(summary.arms().getFirst().throughputPerSecond()).isEqualTo(1.0);
        assertThat(summary.arms().getFirst().outputTokensPerSecond()).isEqualTo(10.0);
    }

    @Test
    void tokensOfOneChunkAreCountedOverAnswersThatCameInPieces() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").takes(100).chunks(10, 20).tokens(1, 0, 6, false))
                .add(sample("a").takes(100).chunks(10, 20, 30).tokens(1, 0, 4, false))
                .add(sample("a").takes(100).chunks(10).tokens(1, 0, 50, false))
                .add(sample("a").takes(100).chunks(10, 20))
                .summary();

        assertThat(summary.arms().getFirst().tokensPerChunk()).isEqualTo(new Figure(2.0, null, 5));
    }

    @Test
    void accuracyCountsEachPromptOnceAndKeepsOutOfScopePromptsApart() {
        RunSummary summary = new TestRun()
                .arm("a", "A")
                .add(sample("a").answers("p1", "pay", "pay"))
                .add(sample("a").answers("p1", "pay", "order"))
                .add(sample("a").answers("p2", "order", "order"))
                .add(sample("a").answers("p3", "order", null))
                .add(sample("a").answers("p4", "oos", "oos"))
                .add(sample("a").answers("p5", "oos", "pay"))
                .summary();

        Accuracy accuracy = summary.arms().getFirst().accuracy();
        assertThat(accuracy.inScope().value()).isCloseTo(0.5, within(1e-12));
        assertThat(accuracy.inScope().n()).isEqualTo(3);
        assertThat(accuracy.outOfScopeRecall().value()).isEqualTo(0.5);
        assertThat(accuracy.outOfScopeRecall().n()).isEqualTo(2);
        assertThat(accuracy.judged()).isEqualTo(6);
        assertThat(accuracy.unreadable()).isOne();
    }

    @Test
    void askingTheSamePromptAgainDoesNotNarrowTheInterval() {
        TestRun once = new TestRun().arm("a", "A");
        TestRun often = new TestRun().arm("a", "A");
        for (int i = 0; i < 1_000; i++) {
            String label = i % 10 == 0 ? "order" : "pay";
            if (i < 10) {
                once.add(sample("a").answers("p" + i, "pay", label));
            }
            often.add(sample("a").answers("p" + i % 10, "pay", label));
        }
        assertThat(often.summary().arms().getFirst().accuracy().inScope())
                .isEqualTo(once.summary().arms().getFirst().accuracy().inScope());
    }

    @Test
    void agreementWithTheEmulatorNeedsNoCommonClock() {
        RunSummary summary = new TestRun()
                .emulated("a", "A")
                .add(sample("a").requestId("r1").chunks(10 * MILLI).takes(20 * MILLI))
                .add(sample("a").requestId("r2").chunks(11 * MILLI).takes(25 * MILLI))
                .add(sample("a").requestId("lost").chunks(11 * MILLI).takes(25 * MILLI))
                .add(sample("a").requestId("r3").takes(9 * MILLI).fails(Outcome.Kind.TIMEOUT_MID_STREAM))
                .stamp("r1", 1_000 * MILLI, 1_009 * MILLI, 1_018 * MILLI)
                .stamp("r2", 5_000 * MILLI, 5_010 * MILLI, 5_024 * MILLI)
                .stamp("r3", 6_000 * MILLI, 6_010 * MILLI, 6_900 * MILLI)
                .summary();

        assertThat(summary.instrument().truth())
                .containsExactly(new TruthAgreement("a", 2, 1, MILLI, MILLI, MILLI, MILLI, 2 * MILLI, 2 * MILLI));
    }

    @Test
    void realArmsHaveNoAgreementWithAnEmulator() {
        assertThat(new TestRun()
                        .arm("a", "A")
                        .responses("a", 1)
                        .summary()
                        .instrument()
                        .truth())
                .isEmpty();
    }

    @Test
    void seriesAreSortedAndPointsComeInTheOrderOfTheirStarts() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .add(sample("a").intended(20).takes(5).chunks(3))
                .add(sample("a").intended(10).takes(9).chunks(4))
                .add(sample("a").intended(30).takes(1).fails(Outcome.Kind.RESET));

        assertThat(SeriesOf.of(run.manifest(), run.samples()))
                .containsExactly(
                        new ArmSeries(
                                "a",
                                List.of(5L, 9L),
                                List.of(3L, 4L),
                                List.of(
                                        new ArmSeries.Point(10, 9, true),
                                        new ArmSeries.Point(20, 5, true),
                                        new ArmSeries.Point(30, 1, false))),
                        new ArmSeries("b", List.of(), List.of(), List.of()));
    }

    private static Set<Percentile> percentilesOf(int n) {
        return new TestRun()
                .arm("a", "A")
                .responses("a", shuffled(n))
                .summary()
                .arms()
                .getFirst()
                .distribution(Metric.RESPONSE)
                .percentiles()
                .keySet();
    }

    /** 1 … n in an order without memory. */
    private static double[] shuffled(int n) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, n).boxed().toList());
        Collections.shuffle(numbers, new Random(3));
        return numbers.stream().flatMapToDouble(DoubleStream::of).toArray();
    }
}

package dev.taximeter.compare;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Outcome;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.TestRun;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonsTest {

    @Test
    void armsOfOneRunThatDifferAreToldApartQuestionByQuestion() {
        Comparison comparison = ofOneRun(new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .costs("a", "0.002")
                .costs("b", "0.003")
                .answered("a", 0.9, lognormal(1, 1_000, 100, 0.3))
                .answered("b", 0.7, lognormal(2, 1_000, 150, 0.3)));

        Difference median = of(comparison, "response.p50");
        assertThat(median.verdict()).isInstanceOf(Verdict.Regressed.class);
        assertThat(median.change().value()).isCloseTo(1.5, within(0.07));
        assertThat(median.baseline().value()).isCloseTo(100e6, within(5e6));
        assertThat(median.pValue()).isLessThan(0.01);
        assertThat(median.decisiveN()).isNull();
        assertThat(of(comparison, "accuracy").verdict()).isInstanceOf(Verdict.Regressed.class);
        assertThat(of(comparison, "accuracy").change().value()).isCloseTo(-0.2, within(1e-9));
        assertThat(comparison.costRatio()).isEqualTo(1.5);
        assertThat(comparison.verdict()).isInstanceOf(Verdict.Regressed.class);
        assertThat(comparison.caveats()).isEmpty();
        assertThat(comparison.sentences().getFirst())
                .startsWith("B against A is worse: Response time, p50 is higher by a factor of 1.");
    }

    @Test
    void jmhKnowsNoIntendedStartsSoItsCallsAreHeldAgainstTheTimeFromSending() {
        TestRun run = new TestRun().arm("nlu", "NLU").arm("call", "call (JMH)", ArmFacts.JMH, null);
        for (double millis : lognormal(1, 1_000, 100, 0.3)) {
            long took = Math.round(millis * TestRun.MILLI);
            run.add(sample("nlu").lag(20 * TestRun.MILLI).takes(took));
            run.add(sample("call").takes(took));
        }
        Comparison comparison = ofOneRun(run);

        assertThat(comparison.differences()).extracting(Difference::id).doesNotContain("response.p50", "response.p99");
        assertThat(of(comparison, "service.p50").change().value()).isCloseTo(1, within(1e-9));
        assertThat(of(comparison, "service.standardDeviation").change().value()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aFasterAndMoreAccurateArmIsBetter() {
        Comparison comparison = ofOneRun(new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .answered("a", 0.7, lognormal(1, 1_000, 150, 0.3))
                .answered("b", 0.9, lognormal(2, 1_000, 100, 0.3)));

        assertThat(of(comparison, "response.p50").verdict()).isInstanceOf(Verdict.Improved.class);
        assertThat(of(comparison, "accuracy").verdict()).isInstanceOf(Verdict.Improved.class);
        assertThat(comparison.verdict()).isInstanceOf(Verdict.Improved.class);
    }

    @Test
    void whatCannotBeDecidedSaysHowManyRequestsWouldHaveDone() {
        Comparison comparison = ofOneRun(new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .responses("a", lognormal(1, 200, 100, 0.5))
                .responses("b", lognormal(2, 200, 112, 0.5)));
        Difference median = of(comparison, "response.p50");

        assertThat(median.verdict()).isInstanceOf(Verdict.NoEvidence.class);
        assertThat(median.decisiveN()).isGreaterThan(200).isLessThanOrEqualTo(20_000);
        assertThat(of(comparison, "response.p99").change()).isNull();
        assertThat(comparison.sentences())
                .anyMatch(s -> s.startsWith("Response time, p50 cannot be decided") && s.contains("would have decided"))
                .anyMatch(s -> s.contains("p99 needs 368 good answers of both sides"));
    }

    @Test
    void equalArmsAreWithinTheToleranceWhenEnoughIsKnown() {
        Comparison comparison = ofOneRun(new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .responses("a", lognormal(1, 1_000, 100, 0.02))
                .responses("b", lognormal(2, 1_000, 100, 0.02)));

        assertThat(of(comparison, "response.p50").verdict()).isInstanceOf(Verdict.WithinNoise.class);
        assertThat(comparison.verdict()).isInstanceOf(Verdict.WithinNoise.class);
    }

    @Test
    void moreFailuresAreWorseAndOneOutageCountsForLess() {
        Comparison scattered = ofOneRun(failing(1_000, 60, 16));
        Comparison outage = ofOneRun(failing(1_000, 60, 1));

        assertThat(of(scattered, "errors.ratio").verdict()).isInstanceOf(Verdict.Regressed.class);
        assertThat(of(scattered, "errors.ratio").change().value()).isCloseTo(0.06, within(1e-9));
        assertThat(of(outage, "errors.ratio").verdict()).isInstanceOf(Verdict.NoEvidence.class);
    }

    /** B fails so many times: every so many requests, from the first on. */
    private static TestRun failing(int n, int failures, int every) {
        TestRun run = new TestRun().arm("a", "A").arm("b", "B").responses("a", lognormal(1, n, 100, 0.3));
        for (int i = 0; i < n; i++) {
            TestRun.SampleBuilder sample = sample("b")
                    .block(i * 10 / n)
                    .intended(i * 10 * TestRun.MILLI)
                    .takes(100 * TestRun.MILLI);
            run.add(i % every == 0 && i / every < failures ? sample.fails(Outcome.Kind.SERVER_ERROR) : sample);
        }
        return run;
    }

    @Test
    void equalArmsAreRarelyCalledDifferent() {
        int alarms = 0;
        for (int seed = 0; seed < 40; seed++) {
            Comparison comparison = ofOneRun(new TestRun()
                    .arm("a", "A")
                    .arm("b", "B")
                    .responses("a", lognormal(seed, 1_000, 100, 0.3))
                    .responses("b", lognormal(1_000 + seed, 1_000, 100, 0.3)));
            alarms += comparison.differences().stream()
                            .anyMatch(d ->
                                    d.verdict() instanceof Verdict.Regressed || d.verdict() instanceof Verdict.Improved)
                    ? 1
                    : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(3);
    }

    @Test
    void runsThatWereAskedTheSameAreComparedAndTheirDistanceInTimeIsSaid() {
        TestRun before = new TestRun().id("monday").arm("a", "A").responses("a", lognormal(1, 1_000, 100, 0.3));
        TestRun after = new TestRun().id("tuesday").arm("a", "A").responses("a", lognormal(2, 1_000, 130, 0.3));
        Comparison comparison = Comparisons.of(side(before, 0), side(after, 0), Gate.STANDARD, false);

        assertThat(comparison.verdict()).isInstanceOf(Verdict.Regressed.class);
        assertThat(comparison.caveats()).singleElement().asString().contains("different times");
        assertThat(comparison.sentences().getFirst()).startsWith("A in tuesday against A in monday is worse: ");
    }

    @Test
    void invalidRunsAndOthersQuestionsAreRefusedWithEveryReason() {
        TestRun before = new TestRun().id("monday").arm("a", "A").answered("a", 0.9, lognormal(1, 1_000, 100, 0.3));
        TestRun after = new TestRun().id("tuesday").emulated("a", "A");
        for (int i = 0; i < 500; i++) {
            after.add(sample("a").intended(i * 10 * TestRun.MILLI).answers("q" + i, "pay", "pay"));
        }
        Comparison refused = Comparisons.of(side(before, 0), side(after, 0), Gate.STANDARD, false);

        assertThat(refused.verdict())
                .isEqualTo(new Verdict.NotComparable(List.of(
                        "A (EMULATED) was played by the emulator, A was not",
                        "they were asked different things: of 500 prompts only 0 are shared")));
        assertThat(refused.differences()).isEmpty();
        assertThat(refused.sentences()).singleElement().asString().contains("is no comparison: A (EMULATED) was");

        Comparison anyway = Comparisons.of(side(before, 0), side(after, 0), Gate.STANDARD, true);
        assertThat(anyway.differences()).isNotEmpty();
        assertThat(anyway.caveats()).hasSize(3);

        TestRun empty = new TestRun().id("wednesday").arm("a", "A");
        Comparison invalid = Comparisons.of(side(before, 0), side(empty, 0), Gate.STANDARD, true);
        assertThat(invalid.verdict()).isInstanceOf(Verdict.NotComparable.class);
    }

    private static Comparison ofOneRun(TestRun run) {
        RunSummary summary = run.summary();
        return Comparisons.of(
                Side.of(summary, summary.arms().get(0), run.samples()),
                Side.of(summary, summary.arms().get(1), run.samples()),
                Gate.STANDARD,
                false);
    }

    private static Side side(TestRun run, int arm) {
        RunSummary summary = run.summary();
        return Side.of(summary, summary.arms().get(arm), run.samples());
    }

    private static Difference of(Comparison comparison, String id) {
        return comparison.differences().stream()
                .filter(difference -> difference.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double[] lognormal(long seed, int n, double median, double sigma) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        Arrays.setAll(values, i -> median * Math.exp(sigma * random.nextGaussian()));
        return values;
    }
}

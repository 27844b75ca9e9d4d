package dev.taximeter.compare;

import static dev.taximeter.summary.TestRun.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.summary.TestRun;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectiveTestsTest {
    private static final Objective P99 =
            new Objective.Time("response.p99 < 200ms", Metric.RESPONSE, 0.99, 200 * TestRun.MILLI);

    @Test
    void looksOnTheWayShareTheRiskSoThatEachIsStricter() {
        Objective rare = new Objective.Errors("errors.ratio < 1%", 0.01);
        TestRun once = failing(300, 0).objective(rare);
        TestRun looked = failing(300, 0).objective(rare).untilDecided();
        assertThat(results(once).getFirst().outcome()).isEqualTo(Outcome.PASS);
        assertThat(results(looked).getFirst().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        // (1 − 0.01)^n ≤ 0.05 / 5 from n = 459 on
        assertThat(results(failing(458, 0).objective(rare).untilDecided())
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(results(failing(459, 0).objective(rare).untilDecided())
                        .getFirst()
                        .outcome())
                .isEqualTo(Outcome.PASS);
    }

    @Test
    void theAnswerBeginsWithWhatBecameOfTheObjectives() {
        Objective rare = new Objective.Errors("errors.ratio < 1%", 0.01);
        Objective seldom = new Objective.Errors("errors.ratio < 10%", 0.1);
        assertThat(first(failing(1_000, 0).objective(rare).objective(seldom))).isEqualTo("A keeps all 2 objectives.");
        assertThat(first(failing(1_000, 40).objective(rare).objective(seldom)))
                .isEqualTo("A misses \"errors.ratio < 1%\".");
        assertThat(first(failing(1_000, 9).objective(rare)))
                .isEqualTo("A cannot be shown to keep or to miss \"errors.ratio < 1%\".");
    }

    private static String first(TestRun run) {
        return Verdicts.of(run.summary(), run.samples()).sentences().getFirst();
    }

    @Test
    void aRunUntilDecidedSaysWhetherItWas() {
        Objective rare = new Objective.Errors("errors.ratio < 1%", 0.01);
        assertThat(sentence(failing(500, 0).objective(rare).untilDecided()))
                .isEqualTo("Every objective was decided by 500 requests an arm; 5 looks at most share the risk to be"
                        + " wrong, so that each has limits of 99 %.");
        assertThat(sentence(failing(200, 0).objective(rare).untilDecided()))
                .startsWith("After 200 requests an arm, 1 of 1 results on objectives are still open;");
    }

    private static String sentence(TestRun run) {
        return Verdicts.of(run.summary(), run.samples()).sentences().getLast();
    }

    @Test
    void aTailPassesFromTheNumberOfRequestsOnThatShowsIt() {
        // Published: without any beyond the limit, 299 requests show with 95 % confidence that at most 1 % are.
        assertThat(time(299, 0).outcome()).isEqualTo(Outcome.PASS);
        assertThat(time(298, 0).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(time(1_049, 5).outcome()).isEqualTo(Outcome.PASS);
        assertThat(time(1_000, 5).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void aTailThatIsTooLongIsMissedAlthoughAnEstimateAloneWouldDecideNothing() {
        assertThat(time(1_000, 30).outcome()).isEqualTo(Outcome.FAIL);
        ObjectiveResult twelve = time(1_000, 12);
        assertThat(twelve.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(twelve.observed().value()).isCloseTo(0.012, within(1e-12));
        assertThat(twelve.reason())
                .startsWith("12 of 1,000 were at or beyond it (1.2 %; between 0.7 % and 1.9 %), 1 % may; some ")
                .endsWith("would decide, if that share holds");
    }

    @Test
    void requestsThatFailedAreBeyondEveryLimit() {
        TestRun run = new TestRun().arm("a", "A").objective(P99);
        for (int i = 0; i < 600; i++) {
            TestRun.SampleBuilder good =
                    sample("a").intended(i * 10 * TestRun.MILLI).takes(100 * TestRun.MILLI);
            run.add(i % 20 == 0 ? good.fails(dev.taximeter.model.Outcome.Kind.SERVER_ERROR) : good);
        }
        assertThat(results(run).getFirst().outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void errorsAreAShareWithALimit() {
        Objective rare = new Objective.Errors("errors.ratio < 1%", 0.01);
        assertThat(results(failing(1_000, 0).objective(rare)).getFirst().outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(results(failing(1_000, 40).objective(rare)).getFirst().outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(results(failing(100, 0).objective(rare)).getFirst().outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static TestRun failing(int n, int failures) {
        TestRun run = new TestRun().arm("a", "A");
        for (int i = 0; i < n; i++) {
            TestRun.SampleBuilder good = sample("a").intended(i * 10 * TestRun.MILLI);
            boolean fails = failures > 0 && i % (n / failures) == 0;
            run.add(fails ? good.fails(dev.taximeter.model.Outcome.Kind.SERVER_ERROR) : good);
        }
        return run;
    }

    @Test
    void accuracyIsShownByDistinctPrompts() {
        Objective most = new Objective.Accuracy("accuracy >= 90%", 0.9);
        assertThat(results(answered(0.95).objective(most)).getFirst().outcome()).isEqualTo(Outcome.PASS);
        assertThat(results(answered(0.90).objective(most)).getFirst().outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(results(answered(0.80).objective(most)).getFirst().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(results(failing(100, 0).objective(most)).getFirst().reason()).isEqualTo("nothing was judged");
    }

    private static TestRun answered(double share) {
        return new TestRun().arm("a", "A").answered("a", share, steady(1_000));
    }

    @Test
    void aCostWithoutAPriceIsInconclusiveAndSaysWhy() {
        Objective cheap = new Objective.CostPerRequest("cost.perRequest < 0.002 USD", new BigDecimal("0.002"), "USD");
        ObjectiveResult result = results(failing(100, 0).objective(cheap)).getFirst();

        assertThat(result.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(result.reason()).isEqualTo("no price for a");
        assertThat(result.observed()).isNull();
    }

    @Test
    void nothingIsDecidedByAnInvalidRunOrForATimeThatNobodyHas() {
        assertThat(results(new TestRun().arm("a", "A").objective(P99))
                        .getFirst()
                        .reason())
                .isEqualTo("the run is invalid");
        Objective first = new Objective.Time("ttft.p50 < 1s", Metric.TTFT, 0.5, 1_000 * TestRun.MILLI);
        assertThat(results(failing(100, 0).objective(first)).getFirst().reason())
                .isEqualTo("no good answer has a value");
    }

    @Test
    void everyArmHasToKeepEveryObjective() {
        TestRun run = new TestRun()
                .arm("a", "A")
                .arm("b", "B")
                .objective(P99)
                .objective(new Objective.Errors("errors.ratio < 5%", 0.05))
                .responses("a", steady(400))
                .responses("b", steady(400));
        assertThat(results(run)).extracting(ObjectiveResult::arm).containsExactly("a", "b", "a", "b");
    }

    /** The result when so many of n requests, far apart, are at the limit of 200 ms. */
    private static ObjectiveResult time(int n, int slow) {
        double[] millis = steady(n);
        for (int i = 0; i < slow; i++) {
            millis[(2 * i + 1) * n / (2 * slow)] = 200;
        }
        return results(new TestRun().arm("a", "A").objective(P99).responses("a", millis))
                .getFirst();
    }

    @Test
    void oneDirectionIsDecidedOnlyWhereTheClocksLeaveNoDoubt() {
        assertThat(there(140, 5).outcome()).isEqualTo(Outcome.PASS);
        assertThat(there(170, 15).outcome()).isEqualTo(Outcome.FAIL);
        ObjectiveResult within = there(140, 15);
        assertThat(within.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(within.reason()).endsWith("each direction is known to ± 15 ms, which is more than the margin");
    }

    private static ObjectiveResult there(long millis, long boundMillis) {
        Objective limit = new Objective.Time(
                "transport.forward.p99 < 150ms", Metric.TRANSPORT_FORWARD, 0.99, 150 * TestRun.MILLI);
        TestRun run = new TestRun().arm("a", "A").objective(limit);
        for (int i = 0; i < 400; i++) {
            run.add(TestRun.sample("a")
                    .intended(i * 1_000 * TestRun.MILLI)
                    .takes(300 * TestRun.MILLI)
                    .received(millis * TestRun.MILLI, boundMillis * TestRun.MILLI));
        }
        return results(run).getFirst();
    }

    private static double[] steady(int n) {
        double[] millis = new double[n];
        Arrays.setAll(millis, i -> 100 + i * 7 % 13);
        return millis;
    }

    private static List<ObjectiveResult> results(TestRun run) {
        return Verdicts.of(run.summary(), run.samples()).objectives();
    }
}

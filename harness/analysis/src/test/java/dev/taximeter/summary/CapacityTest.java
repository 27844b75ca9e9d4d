package dev.taximeter.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Capacity.Basis;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sweep;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityTest {
    private static final Objective P90 =
            new Objective.Time("response.p90 < 20ms", Metric.RESPONSE, 0.9, 20 * TestRun.MILLI);
    private static final Sweep RATES = new Sweep(Sweep.Quantity.RATE, List.of(10.0, 50.0, 100.0));

    @Test
    void theHighestLevelThatKeepsTheObjectivesCounts() {
        TestRun run = box().objective(P90).sweep(RATES);
        level(run, 0, 100, 5, 0);
        level(run, 1, 20, 5, 4);
        level(run, 2, 10, 5, 5);
        Capacity.Measured takes = capacity(run);
        // 40 requests at 50 a second, one in ten of them too slow, which p90 allows; at 100 a second it is one in eight
        assertThat(takes.basis()).isEqualTo(Basis.LEVEL);
        assertThat(takes.level()).isEqualTo("50 requests a second");
        assertThat(takes.n()).isEqualTo(40);
        assertThat(takes.perSecond().doubleValue()).isEqualTo(50, within(2.0));
        assertThat(cost(run, 0)).isEqualByComparingTo(cost(run, 2));
    }

    @Test
    void aLevelThatFailsBelowOneThatHoldsTakesNothingAway() {
        TestRun run = box().objective(P90).sweep(RATES);
        level(run, 0, 100, 5, 20);
        level(run, 1, 20, 5, 0);
        level(run, 2, 10, 50, 40);
        assertThat(capacity(run).level()).isEqualTo("50 requests a second");
    }

    @Test
    void noLevelNoCapacityAndTheReasonIsSaid() {
        TestRun run = box().objective(P90).sweep(RATES);
        for (int i = 0; i < 3; i++) {
            level(run, i, 10, 5, 20);
        }
        assertThat(run.summary().arms().getFirst().cost())
                .isEqualTo(
                        new Cost.Unknown("it keeps response.p90 < 20ms at no level of the sweep, so that nothing says"
                                + " what its machine takes"));
        assertThat(Supplies.of(run.summary())).isEmpty();
    }

    @Test
    void failedRequestsAreTooSlowAndMayBeTooMany() {
        Objective errors = new Objective.Errors("errors.ratio < 10%", 0.1);
        TestRun one = box().objective(P90).objective(errors);
        level(one, 0, 20, 5, 0);
        one.add(TestRun.sample("nlu").intended(800 * TestRun.MILLI).fails(Outcome.Kind.RESET));
        assertThat(capacity(one).basis()).isEqualTo(Basis.LOAD);
        for (int i = 0; i < 6; i++) {
            one.add(TestRun.sample("nlu").intended((810 + i) * TestRun.MILLI).fails(Outcome.Kind.RESET));
        }
        assertThat(((Cost.Unknown) one.summary().arms().getFirst().cost()).reason())
                .startsWith("at the load of this run it misses response.p90 < 20ms, errors.ratio < 10%;");
    }

    @Test
    void withoutASweepTheRunsLoadCountsAndWithoutAnObjectiveBusyTime() {
        TestRun kept = box().objective(P90);
        level(kept, 0, 20, 5, 0);
        assertThat(capacity(kept).basis()).isEqualTo(Basis.LOAD);
        assertThat(capacity(kept).perSecond().doubleValue()).isEqualTo(50, within(2.0));

        TestRun untested = box();
        level(untested, 0, 20, 5, 0);
        assertThat(capacity(untested).basis()).isEqualTo(Basis.BUSY_TIME);
        assertThat(capacity(untested).perSecond().doubleValue()).isEqualTo(200, within(1e-9));
    }

    @Test
    void anObjectiveOnATimeThatTheArmDoesNotHaveAsksNothingOfIt() {
        TestRun run = box().objective(
                        new Objective.Time("transport.p99 < 1ms", Metric.TRANSPORT_FORWARD, 0.99, TestRun.MILLI));
        level(run, 0, 20, 5, 0);
        assertThat(capacity(run).basis()).isEqualTo(Basis.BUSY_TIME);
    }

    @Test
    void levelsThatAreNoLoadShareTheMachineByTheTimeThatTheyKeepIt() {
        TestRun run = box().sweep(new Sweep(Sweep.Quantity.INPUT_TOKENS, List.of(10.0, 1_000.0)));
        level(run, 0, 20, 5, 0);
        level(run, 1, 20, 15, 0);
        Capacity.Measured whole = capacity(run);
        double each = cost(run, 0).doubleValue();
        assertThat(cost(run, 1).doubleValue()).isEqualTo(3 * each, within(1e-12));
        double mean = ((Cost.Known) run.summary().arms().getFirst().cost())
                .perRequest()
                .doubleValue();
        assertThat((cost(run, 0).doubleValue() + cost(run, 1).doubleValue()) / 2)
                .isEqualTo(mean, within(1e-12));
        assertThat(whole.n()).isEqualTo(80);
    }

    private static BigDecimal cost(TestRun run, int level) {
        SweepSummary swept = run.summary().sweep();
        assertThat(swept).isNotNull();
        return ((Cost.Known) swept.arms().getFirst().levels().get(level).cost()).perRequest();
    }

    private static TestRun box() {
        return new TestRun().arm("nlu", "NLU", "nlu", null).onMachine("nlu", "0.36");
    }

    private static Capacity.Measured capacity(TestRun run) {
        Capacity.Measured machine =
                ((Cost.Known) run.summary().arms().getFirst().cost()).machine();
        assertThat(machine).isNotNull();
        return machine;
    }

    /** Forty requests, so many ms apart and long, of which some take 30 ms. */
    private static void level(TestRun run, int level, long apart, long millis, int slow) {
        for (int i = 0; i < 40; i++) {
            run.add(TestRun.sample("nlu")
                    .level(level)
                    .block(level)
                    .intended((level * 100_000L + i * apart) * TestRun.MILLI)
                    .takes((i < slow ? 30 : millis) * TestRun.MILLI));
        }
    }
}

package dev.taximeter.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.cost.Supply;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.summary.TestRun;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonthlySuppliesTest {

    @Test
    void aMachineIsCreditedWithWhatItTakes() {
        Map<String, Supply> supplies = MonthlySupplies.of(run().summary());

        assertThat(supplies.get("gpt4")).isInstanceOf(Supply.Metered.class);
        assertThat(supplies.get("nlu"))
                .isInstanceOfSatisfying(
                        Supply.Owned.class,
                        // 100 requests of 3 to 3.6 ms, one after another
                        owned -> assertThat(owned.machine().requestsPerSecond().doubleValue())
                                .isBetween(303.0, 304.0));
    }

    @Test
    void theLinesCrossWhereAMonthOfTheMachineCostsWhatTheRequestsWould() {
        Map<String, Supply> supplies = MonthlySupplies.of(run().summary());
        // 0.2 USD · 730 h = 146 USD a month; at 0.06 USD a request that is 2,433 of them
        assertThat(MonthlySupplies.breakEven(supplies.get("nlu"), supplies.get("gpt4"))
                        .orElseThrow()
                        .doubleValue())
                .isBetween(2_433.0, 2_433 * 1.06);
        assertThat(BreakEvenSentence.of(run().summary()))
                .singleElement()
                .asString()
                .startsWith("Paid round the clock, Local NLU at 0.2 USD an hour costs 146 USD a month")
                .contains("requests a second (requests over busy time, no objective tested); it is cheaper than GPT-4"
                        + " (EMULATED) from 2,")
                .endsWith("requests a month on.");
    }

    @Test
    void whereTheFewestRequestsAlreadyPayForTheMachineNoCrossingIsMadeUp() {
        assertThat(BreakEvenSentence.of(run().costs("gpt4", "2").summary()))
                .singleElement()
                .asString()
                .endsWith("it is cheaper than GPT-4 (EMULATED) from 100 requests a month on, the fewest that are looked"
                        + " at.");
    }

    @Test
    void aMachineThatMissesItsTimesIsCreditedWithNothing() {
        TestRun tooSlow =
                run().objective(new Objective.Time("response.p50 < 1ms", Metric.RESPONSE, 0.5, TestRun.MILLI));
        TestRun quick =
                run().objective(new Objective.Time("response.p50 < 9ms", Metric.RESPONSE, 0.5, 9 * TestRun.MILLI));
        assertThat(MonthlySupplies.of(tooSlow.summary())).isEmpty();
        assertThat(MonthlySupplies.of(quick.summary())).containsOnlyKeys("nlu", "gpt4");
    }

    @Test
    void withoutAMachineOrWithoutTokensThereIsNothingToCross() {
        assertThat(MonthlySupplies.of(new TestRun()
                        .arm("a", "A")
                        .costs("a", "0.06")
                        .responses("a", times())
                        .summary()))
                .isEmpty();
        assertThat(MonthlySupplies.of(new TestRun()
                        .arm("a", "A")
                        .onMachine("a", "0.2")
                        .responses("a", times())
                        .summary()))
                .isEmpty();
    }

    private static TestRun run() {
        return new TestRun()
                .arm("nlu", "Local NLU", "nlu", null)
                .emulated("gpt4", "GPT-4")
                .onMachine("nlu", "0.2")
                .costs("gpt4", "0.06")
                .responses("nlu", times())
                .responses("gpt4", times());
    }

    private static double[] times() {
        double[] times = new double[100];
        Arrays.setAll(times, i -> 3 + i % 7 * 0.1);
        return times;
    }
}

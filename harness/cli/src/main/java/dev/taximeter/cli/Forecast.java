package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.plan.PlanOutline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan will cost, before it is played.
 *
 * @param arms in the scenario's order
 */
record Forecast(List<ArmForecast> arms) {

    /** One arm's part. */
    sealed interface ArmForecast {
        Arm arm();
    }

    /**
     * A vendor bills it by the token; of a hybrid, all requests are taken to be passed on.
     *
     * @param expected every request billed once
     * @param most every request and every retry at its longest
     * @param currency ISO 4217
     */
    record Billed(Arm arm, BigDecimal expected, BigDecimal most, String currency) implements ArmForecast {}

    /** @param why no vendor bills it, or why the sum is not known; a clause */
    record NotBilled(Arm arm, String why) implements ArmForecast {}

    /** @param why as in {@link NotBilled}, of an arm that a vendor does bill */
    record Unknown(Arm arm, String why) implements ArmForecast {}

    static Forecast of(Scenario scenario, Plan plan, Prices prices) {
        PlanOutline outline = PlanOutline.of(scenario, plan);
        List<ArmForecast> arms = new ArrayList<>();
        for (int i = 0; i < scenario.arms().size(); i++) {
            boolean counted = outline.arms().get(i).measuredRequests().isPresent()
                    && outline.arms().get(i).warmUpRequests().isPresent();
            arms.add(ofArm(scenario, i, plan, prices, counted));
        }
        return new Forecast(arms);
    }

    private static ArmForecast ofArm(Scenario scenario, int index, Plan plan, Prices prices, boolean counted) {
        Arm arm = scenario.arms().get(index);
        PriceQuote quote = prices.quotes().get(arm.name());
        Target.Http http = BilledArms.billed(arm.target());
        if (http == null) {
            return new NotBilled(arm, BilledArms.machine(quote));
        }
        if (quote == null) {
            return new Unknown(arm, String.valueOf(prices.problems().get(arm.name())));
        }
        return counted
                ? sum(scenario, index, http, plan, quote)
                : new Unknown(arm, "replies decide how many requests there are");
    }

    private static Billed sum(Scenario scenario, int index, Target.Http http, Plan plan, PriceQuote quote) {
        RequestCost costs = new RequestCost(scenario, index, http, quote);
        BigDecimal expected = BigDecimal.ZERO;
        BigDecimal most = BigDecimal.ZERO;
        for (PlannedRequest request : requests(plan, index)) {
            RequestCost.Range cost = costs.of(request);
            expected = expected.add(cost.expected());
            most = most.add(cost.most());
        }
        int calls = 1 + scenario.load().retries().max();
        return new Billed(
                scenario.arms().get(index), expected, most.multiply(BigDecimal.valueOf(calls)), quote.currency());
    }

    static List<PlannedRequest> requests(Plan plan, int arm) {
        return plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .filter(request -> request.arm() == arm)
                .toList();
    }
}

package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.plan.PlanOutline;
import dev.taximeter.plan.PlanOutline.ArmOutline;
import dev.taximeter.provider.http.TokenEstimator;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** A plan in words and figures, before it is played. */
final class PlanText {
    private static final int PROMPT_WIDTH = 60;

    private final Scenario scenario;
    private final Plan plan;
    private final Prices prices;
    private final PlanOutline outline;
    private final StringBuilder text = new StringBuilder();

    PlanText(Scenario scenario, Plan plan, Prices prices) {
        this.scenario = scenario;
        this.plan = plan;
        this.prices = prices;
        this.outline = PlanOutline.of(scenario, plan);
    }

    /** @param first how many requests to list */
    String text(int first) {
        line("%s: %s", scenario.name(), scenario.question().isEmpty() ? "no question given" : scenario.question());
        line("");
        line("%s", loadInWords(scenario.load()));
        line(
                "seed %d, %s distinct prompts",
                scenario.seed(), Numbers.count(scenario.workload().prompts().size()));
        line("");
        arms();
        requests(first);
        return text.toString();
    }

    private void arms() {
        int width = scenario.arms().stream()
                .mapToInt(arm -> arm.label().length())
                .max()
                .orElse(0);
        line("%-" + width + "s  %-8s %9s %9s  at most", "arm", "", "warm-up", "measured");
        for (int i = 0; i < scenario.arms().size(); i++) {
            Arm arm = scenario.arms().get(i);
            ArmOutline counts = outline.arms().get(i);
            line(
                    "%-" + width + "s  %-8s %9s %9s  %s",
                    arm.label(),
                    arm.emulated() ? "EMULATED" : "",
                    shown(counts.warmUpRequests()),
                    shown(counts.measuredRequests()),
                    worstCase(arm, i));
        }
        line("");
        line("\"At most\" is every answer at its full length, no cached input, input tokens by a tokenizer's"
                + " estimate.");
        if (scenario.arms().stream().anyMatch(Arm::emulated)) {
            line("EMULATED arms cost nothing to run; the sum is what the vendor would ask.");
        }
        line("");
    }

    private String worstCase(Arm arm, int index) {
        PriceQuote quote = prices.quotes().get(arm.name());
        if (quote == null) {
            return "no price: " + prices.problems().get(arm.name());
        }
        return switch (arm.target()) {
            case Target.LocalNlu _ ->
                "by machine-hour: %s an hour of %s"
                        .formatted(
                                quote.machineHour() == null
                                        ? "?"
                                        : Numbers.money(quote.machineHour(), quote.currency()),
                                quote.model());
            case Target.Http http -> atMost(http, index, quote);
            case Target.Hybrid hybrid -> atMost(hybrid.then(), index, quote) + ", when all are passed on";
        };
    }

    private String atMost(Target.Http target, int arm, PriceQuote quote) {
        return worstCase(target, arm, quote)
                .map(sum -> Numbers.money(sum, quote.currency()))
                .orElse("not known: replies decide how many requests there are");
    }

    private Optional<BigDecimal> worstCase(Target.Http target, int arm, PriceQuote quote) {
        if (outline.arms().get(arm).measuredRequests().isEmpty()) {
            return Optional.empty();
        }
        LongestInput longest = new LongestInput(scenario, arm, TokenEstimator.forModel(target.model()));
        return plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .filter(request -> request.arm() == arm)
                .map(request -> ArmCost.worstCasePerRequest(
                                quote,
                                longest.tokens(request),
                                scenario.briefing(arm, request.level()).answer().maxOutputTokens())
                        .orElse(BigDecimal.ZERO))
                .reduce(BigDecimal::add);
    }

    private void requests(int first) {
        if (first <= 0) {
            return;
        }
        line("the first requests:");
        for (PlannedRequest request : PlanOutline.first(plan, first)) {
            Arm arm = scenario.arms().get(request.arm());
            Prompt prompt = scenario.workload().prompts().get(request.prompt());
            line(
                    "  %8.3f s  %-8s %-10s %s",
                    request.offsetNanos() / 1e9,
                    request.phase().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    arm.name(),
                    shortened(prompt.text()));
        }
    }

    private static String loadInWords(Load load) {
        String model = switch (load.model()) {
            case LoadModel.Open open ->
                "open loop, %s requests a second for each arm"
                        .formatted(Numbers.number(open.arrivals().perSecond()));
            case LoadModel.Closed closed -> "closed loop, %d users for each arm".formatted(closed.users());
        };
        String order = load.order() == Order.SIDE_BY_SIDE
                ? "all arms side by side"
                : "arms in turn, %d randomised blocks".formatted(load.blocks());
        return "%s, %s, %d %s".formatted(model, order, load.trials(), load.trials() == 1 ? "trial" : "trials");
    }

    private static String shown(OptionalLong count) {
        return count.isPresent() ? Numbers.count(count.getAsLong()) : "by time";
    }

    private static String shortened(String prompt) {
        String oneLine = prompt.replaceAll("\\s+", " ");
        return oneLine.length() <= PROMPT_WIDTH ? oneLine : oneLine.substring(0, PROMPT_WIDTH - 1) + "…";
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency for one method
    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

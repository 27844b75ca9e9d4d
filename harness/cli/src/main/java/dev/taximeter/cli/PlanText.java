package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.cli.Forecast.ArmForecast;
import dev.taximeter.model.Arm;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Load;
import dev.taximeter.model.LoadModel;
import dev.taximeter.model.Order;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Prompt;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import dev.taximeter.plan.PlanOutline;
import dev.taximeter.plan.PlanOutline.ArmOutline;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

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
        String row = "%-" + width + "s  %-8s %9s %9s  %12s %12s";
        line(row, "arm", "", "warm-up", "measured", "expected", "at most");
        Forecast forecast = Forecast.of(scenario, plan, prices);
        for (int i = 0; i < scenario.arms().size(); i++) {
            Arm arm = scenario.arms().get(i);
            ArmOutline counts = outline.arms().get(i);
            String start = String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %-8s %9s %9s  ",
                    arm.label(),
                    arm.emulated() ? "EMULATED" : "",
                    shown(counts.warmUpRequests()),
                    shown(counts.measuredRequests()));
            line("%s", start + spend(forecast.arms().get(i)));
        }
        line("");
        totals(forecast);
        line("");
    }

    private static String spend(ArmForecast arm) {
        return switch (arm) {
            case Forecast.Billed billed ->
                String.format(
                        Locale.ROOT,
                        "%12s %12s%s",
                        Numbers.money(billed.expected(), billed.currency()),
                        Numbers.money(billed.most(), billed.currency()),
                        billed.arm().target() instanceof Target.Hybrid ? ", when all are passed on" : "");
            case Forecast.NotBilled free -> free.why();
            case Forecast.Unknown unknown -> "not known: " + unknown.why();
        };
    }

    private void totals(Forecast forecast) {
        total(forecast, false)
                .forEach((currency, sum) -> line(
                        "The run is expected to cost %s, and at most %s.",
                        Numbers.money(sum.expected(), currency), Numbers.money(sum.most(), currency)));
        total(forecast, true)
                .forEach((currency, sum) -> line(
                        "EMULATED arms cost nothing to run; their vendors would be expected to ask %s, and at most %s.",
                        Numbers.money(sum.expected(), currency), Numbers.money(sum.most(), currency)));
        Budget budget = scenario.budget();
        if (budget != null) {
            line("The budget is %s.", budget);
        }
        line(
                "\"Expected\" bills every request once%s, input by a tokenizer's estimate, nothing cached. \"At most\""
                        + " is every answer at its full length, every retry, and room for an estimate that is too low.",
                RequestCost.lengthAssumed(scenario) ? ", with answers of half the allowed length" : "");
    }

    private static Map<String, RequestCost.Range> total(Forecast forecast, boolean emulated) {
        Map<String, RequestCost.Range> sums = new TreeMap<>();
        for (ArmForecast arm : forecast.arms()) {
            if (arm instanceof Forecast.Billed billed && billed.arm().emulated() == emulated) {
                sums.merge(
                        billed.currency(),
                        new RequestCost.Range(billed.expected(), billed.most()),
                        (a, b) -> new RequestCost.Range(
                                a.expected().add(b.expected()), a.most().add(b.most())));
            }
        }
        return sums;
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
        String most = load.untilDecided()
                ? "; ends when all objectives are decided, at the earliest after %d of %d blocks"
                        .formatted(load.looks().getFirst(), load.rounds())
                : "";
        return "%s, %s, %d %s%s".formatted(model, order, load.trials(), load.trials() == 1 ? "trial" : "trials", most);
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

package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.cli.Forecast.ArmForecast;
import dev.taximeter.model.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nobody spends money by mistake: a run that is expected to cost more than {@link #UNASKED}, or of which nobody knows what it
 * will cost, wants {@code --yes} or a budget on the command line. Emulated arms cost nothing and are not asked about.
 */
final class ConsentCheck {
    /** In whatever currency the prices are. */
    static final BigDecimal UNASKED = BigDecimal.ONE;

    private ConsentCheck() {}

    /**
     * @param budget the scenario's; null when it has none
     * @throws UserError when consent is missing
     */
    static void require(Consent consent, @Nullable Budget budget, Forecast forecast) {
        if (consent.yes() || consent.budget() != null) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        Map<String, BigDecimal> expected = new TreeMap<>();
        for (ArmForecast arm : forecast.arms()) {
            if (!arm.arm().emulated()) {
                switch (arm) {
                    case Forecast.Billed billed ->
                        expected.merge(billed.currency(), billed.expected(), BigDecimal::add);
                    case Forecast.Unknown unknown -> {
                        if (budget == null && !BilledArms.onThisMachine(unknown.arm())) {
                            reasons.add("what arm %s costs is not known: %s"
                                    .formatted(unknown.arm().name(), unknown.why()));
                        }
                    }
                    case Forecast.NotBilled _ -> {}
                }
            }
        }
        expected.forEach((currency, sum) -> {
            if (limited(sum, currency, budget).compareTo(UNASKED) > 0) {
                reasons.add("this run is expected to cost %s".formatted(Numbers.money(sum, currency)));
            }
        });
        if (!reasons.isEmpty()) {
            throw new UserError(String.join("\n", reasons)
                    + "\n"
                    + "see `taximeter plan`; then agree with --yes, or set a limit with --budget, such as"
                    + " --budget 5");
        }
    }

    private static BigDecimal limited(BigDecimal sum, String currency, @Nullable Budget budget) {
        return budget != null && budget.currency().equals(currency) ? sum.min(budget.limit()) : sum;
    }
}

package dev.taximeter.compare;

import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Supply;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From which monthly volume on a machine of one's own is cheaper than what is paid by the request. */
final class BreakEvenSentence {
    private BreakEvenSentence() {}

    /** One for each machine; none when nothing is paid by the request. */
    static List<String> of(RunSummary summary) {
        Map<String, Supply> supplies = MonthlySupplies.of(summary);
        List<String> sentences = new ArrayList<>();
        for (ArmSummary arm : summary.arms()) {
            if (supplies.get(arm.arm().name()) instanceof Supply.Owned owned
                    && arm.cost() instanceof Cost.Known known
                    && known.machine() != null) {
                String currency = known.quote().currency();
                sentences.add(("Paid round the clock, %s at %s %s an hour costs %s %s a month for up to %s requests a"
                                + " second (%s); %s.")
                        .formatted(
                                Phrases.name(arm.arm()),
                                Phrases.significant(owned.machine().hour().doubleValue()),
                                currency,
                                Phrases.significant(
                                        owned.perMonth(MonthlySupplies.DAY).doubleValue()),
                                currency,
                                Phrases.significant(
                                        owned.machine().requestsPerSecond().doubleValue()),
                                known.machine().words(),
                                others(summary, supplies, owned)));
            }
        }
        return sentences;
    }

    private static String others(RunSummary summary, Map<String, Supply> supplies, Supply.Owned owned) {
        List<String> parts = new ArrayList<>();
        for (ArmSummary other : summary.arms()) {
            Supply supply = supplies.get(other.arm().name());
            if (supply != null && !(supply instanceof Supply.Owned)) {
                Optional<BigDecimal> from = MonthlySupplies.breakEven(owned, supply);
                parts.add(from.map(requests -> cheaper(Phrases.name(other.arm()), requests))
                        .orElseGet(() -> "it is never cheaper than %s".formatted(Phrases.name(other.arm()))));
            }
        }
        return String.join("; ", parts);
    }

    private static String cheaper(String other, BigDecimal fromRequests) {
        return fromRequests.compareTo(MonthlySupplies.LOWEST) <= 0
                ? "it is cheaper than %s from %s requests a month on, the fewest that are looked at"
                        .formatted(other, Phrases.significant(fromRequests.doubleValue()))
                : "it is cheaper than %s from %s requests a month on"
                        .formatted(other, Phrases.significant(fromRequests.doubleValue()));
    }
}

package dev.taximeter.compare;

import dev.taximeter.cost.BreakEven;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Supplies;
import dev.taximeter.summary.Validity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * What the arms of a run would cost by the month: machines that are paid round the clock beside tokens that are paid by the
 * request. A machine is credited with its {@link dev.taximeter.cost.Capacity}.
 */
public final class MonthlySupplies {
    /** Requests a month that are looked at. */
    public static final BigDecimal LOWEST = BigDecimal.valueOf(100);

    /** The highest; 400 a second. */
    public static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

    /** The same in every hour of the day. */
    public static final Volume DAY = Volume.even(BigDecimal.ONE);

    private MonthlySupplies() {}

    /** By arm, machines and metered ones first, then hybrids; empty when no arm is a machine or none is paid otherwise. */
    public static Map<String, Supply> of(RunSummary summary) {
        if (!(summary.validity() instanceof Validity.Valid) || !oneCurrency(summary)) {
            return Map.of();
        }
        Map<String, Supply> all = Supplies.of(summary);
        boolean owned = all.values().stream().anyMatch(Supply.Owned.class::isInstance);
        boolean other = all.values().stream().anyMatch(supply -> !(supply instanceof Supply.Owned));
        return owned && other ? all : Map.of();
    }

    /** From which monthly volume on the first costs no more than the second; empty when never. */
    public static Optional<BigDecimal> breakEven(Supply first, Supply second) {
        return BreakEven.from(first, second, DAY, LOWEST, HIGHEST);
    }

    private static boolean oneCurrency(RunSummary summary) {
        return summary.arms().stream()
                        .map(ArmSummary::cost)
                        .filter(Cost.Known.class::isInstance)
                        .map(cost -> ((Cost.Known) cost).quote().currency())
                        .distinct()
                        .count()
                == 1;
    }
}

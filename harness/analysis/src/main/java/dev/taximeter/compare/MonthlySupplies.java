package dev.taximeter.compare;

import dev.taximeter.cost.BreakEven;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Machine;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Sweep;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Supplies;
import dev.taximeter.summary.SweepSummary;
import dev.taximeter.summary.Validity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the arms of a run would cost by the month: machines that are paid round the clock beside tokens that are paid by the
 * request. A machine is credited with the load that it was measured at: with a sweep over the rate, the highest level at
 * which the objectives on times are kept, else the answers per second of the run. That is no more than it can do.
 */
public final class MonthlySupplies {
    /** Requests a month that are looked at. */
    public static final BigDecimal LOWEST = BigDecimal.valueOf(100);

    /** The highest; 400 a second. */
    public static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

    /** The same in every hour of the day. */
    public static final Volume DAY = Volume.even(BigDecimal.ONE);

    private final RunSummary summary;
    private final Map<String, Supply> supplies = new LinkedHashMap<>();

    private MonthlySupplies(RunSummary summary) {
        this.summary = summary;
        if (summary.validity() instanceof Validity.Valid && oneCurrency(summary)) {
            summary.arms().forEach(arm -> put(arm, alone(arm)));
            summary.arms().forEach(arm -> put(arm, Supplies.mixed(arm, supplies)));
        }
    }

    /** By arm, machines and metered ones first, then hybrids; empty when no arm is a machine or none is paid otherwise. */
    public static Map<String, Supply> of(RunSummary summary) {
        Map<String, Supply> all = new MonthlySupplies(summary).supplies;
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

    private void put(ArmSummary arm, @Nullable Supply supply) {
        if (supply != null) {
            supplies.put(arm.arm().name(), supply);
        }
    }

    private @Nullable Supply alone(ArmSummary arm) {
        if (!(arm.cost() instanceof Cost.Known cost) || arm.arm().mixture() != null) {
            return null;
        }
        BigDecimal hour = cost.quote().machineHour();
        if (hour == null) {
            return new Supply.Metered(cost.perRequest());
        }
        Double perSecond = capacity(arm);
        return perSecond == null ? null : new Supply.Owned(new Machine(hour, new BigDecimal(perSecond)));
    }

    private @Nullable Double capacity(ArmSummary arm) {
        SweepSummary swept = summary.sweep();
        if (swept == null || swept.sweep().quantity() != Sweep.Quantity.RATE) {
            return keepsTimes(arm) ? arm.throughputPerSecond() : null;
        }
        return swept.arms().stream()
                .filter(levels -> levels.arm().equals(arm.arm().name()))
                .flatMap(levels -> levels.levels().stream())
                .filter(this::keepsTimes)
                .map(ArmSummary::throughputPerSecond)
                .filter(perSecond -> perSecond != null)
                .max(Double::compare)
                .orElse(null);
    }

    private boolean keepsTimes(ArmSummary arm) {
        List<Objective.Time> times = summary.manifest().objectives().stream()
                .filter(Objective.Time.class::isInstance)
                .map(Objective.Time.class::cast)
                .toList();
        return times.stream().allMatch(time -> keeps(arm, time));
    }

    private static boolean keeps(ArmSummary arm, Objective.Time time) {
        return Arrays.stream(Percentile.values())
                .filter(percentile -> percentile.probability() == time.quantile())
                .map(percentile -> arm.percentile(time.metric(), percentile))
                .anyMatch(measured -> measured != null && measured.value() < time.firstBadNanos());
    }
}

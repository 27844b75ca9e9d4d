package dev.taximeter.summary;

import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.Machine;
import dev.taximeter.cost.Supply;
import dev.taximeter.model.Mixture;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's arms would cost at other volumes than the run's own. Pure. */
public final class Supplies {
    private Supplies() {}

    /** By arm, in the run's order; arms without a cost are absent. */
    public static Map<String, Supply> of(RunSummary summary) {
        Map<String, Supply> supplies = new LinkedHashMap<>();
        for (ArmSummary arm : summary.arms()) {
            Supply supply = own(arm);
            if (supply != null) {
                supplies.put(arm.arm().name(), supply);
            }
        }
        for (ArmSummary arm : summary.arms()) {
            Supply mixed = mixed(arm, supplies);
            if (mixed != null) {
                supplies.put(arm.arm().name(), mixed);
            }
        }
        return supplies;
    }

    private static @Nullable Supply own(ArmSummary arm) {
        if (!(arm.cost() instanceof Cost.Known cost)
                || arm.arm().mixture() != null
                || cost.perRequest().signum() == 0) {
            return null;
        }
        BigDecimal hour = cost.quote().machineHour();
        Capacity.Measured machine = cost.machine();
        return hour == null || machine == null
                ? new Supply.Metered(cost.perRequest())
                : new Supply.Owned(new Machine(hour, machine.perSecond()));
    }

    /**
     * What a hybrid's two parts cost together.
     *
     * @param supplies of the arms that it is mixed of, by name
     * @return null for an arm that is no hybrid, and where a part has no cost
     */
    private static @Nullable Supply mixed(ArmSummary arm, Map<String, Supply> supplies) {
        Mixture mixture = arm.arm().mixture();
        if (mixture == null || arm.hybrid() == null) {
            return null;
        }
        Supply first = supplies.get(mixture.first());
        Supply then = supplies.get(mixture.then());
        return first == null || then == null
                ? null
                : new Supply.Mixed(
                        first, then, BigDecimal.valueOf(arm.hybrid().passedOn().value()));
    }
}

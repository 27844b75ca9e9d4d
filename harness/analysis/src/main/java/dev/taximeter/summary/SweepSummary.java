package dev.taximeter.summary;

import dev.taximeter.model.Sweep;
import java.util.List;
import java.util.Optional;

/**
 * A run's figures by level.
 *
 * @param sweep what was varied
 * @param arms in the scenario's order
 */
public record SweepSummary(Sweep sweep, List<ArmLevels> arms) {
    public SweepSummary {
        arms = List.copyOf(arms);
    }

    /**
     * One arm's figures by level.
     *
     * @param arm its name
     * @param levels as many as the sweep has values, in their order; one without a request has empty counts
     * @param line what each further unit adds to {@link SweepLines#metric}; empty where a straight line would not be honest
     */
    public record ArmLevels(String arm, List<ArmSummary> levels, Optional<Line> line) {
        public ArmLevels {
            levels = List.copyOf(levels);
        }
    }

    /** This arm's figures. */
    public Optional<ArmLevels> of(String arm) {
        return arms.stream().filter(levels -> levels.arm().equals(arm)).findFirst();
    }
}

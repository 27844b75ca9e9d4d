package dev.taximeter.summary;

import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Sample;
import java.util.List;
import java.util.function.Supplier;

/** What an arm's requests cost. */
@FunctionalInterface
public interface Pricing {

    /**
     * The cost of these requests.
     *
     * @param measured the arm's samples of the measured phase, or of one level of it
     * @param machine what the arm's machine takes, worked out when it is asked for; a hybrid's is that of its first part
     */
    Cost of(ArmFacts arm, List<Sample> measured, Supplier<Capacity> machine);
}

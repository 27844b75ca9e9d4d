package dev.taximeter.model;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants to know, and how it is to be found out. Read from one YAML file and valid once it exists.
 *
 * @param name the file's name without its ending
 * @param question the question in the user's words; empty when none was given
 * @param arms what is compared, at least one; the first is the one the others are compared with
 * @param workload what is sent
 * @param load how it is offered
 * @param seed of every random draw of the plan
 * @param pricesAsOf date of the prices; null for the day of the run
 * @param text the file, verbatim
 */
public record Scenario(
        String name,
        String question,
        List<Arm> arms,
        Workload workload,
        Load load,
        long seed,
        @Nullable LocalDate pricesAsOf,
        String text) {
    public Scenario {
        arms = List.copyOf(arms);
    }

    /** The arm of this name, or empty. */
    public Optional<Arm> arm(String armName) {
        return arms.stream().filter(arm -> arm.name().equals(armName)).findFirst();
    }

    /** The same scenario with other arms, e.g. with emulated ones. */
    public Scenario withArms(List<Arm> newArms) {
        return new Scenario(name, question, newArms, workload, load, seed, pricesAsOf, text);
    }
}

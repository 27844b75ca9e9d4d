package dev.taximeter.model;

import org.jspecify.annotations.Nullable;

/**
 * One of the systems that a scenario compares.
 *
 * @param name unique within the scenario; letters, digits, dot, dash, underscore
 * @param label how reports call it, e.g. {@code Azure ChatGPT}; the name when the scenario gives none
 * @param target what it talks to
 * @param profile the emulated vendor that stands in for the target; null for a real one
 * @param machine name in the price book of the machine that a local model occupies, e.g. {@code aws-c7i.large}; null
 *     when the arm is priced by tokens
 * @param utilisationRatio share of that machine's capacity that is used, in (0..1]; 1 when no machine
 * @param adaptation in what it differs from the workload
 */
public record Arm(
        String name,
        String label,
        Target target,
        @Nullable Profile profile,
        @Nullable String machine,
        double utilisationRatio,
        Adaptation adaptation) {

    /** An arm that is asked just as the workload says. */
    public Arm(
            String name,
            String label,
            Target target,
            @Nullable Profile profile,
            @Nullable String machine,
            double utilisationRatio) {
        this(name, label, target, profile, machine, utilisationRatio, Adaptation.NONE);
    }

    /** Whether every figure of this arm is an emulator's and must be marked so. */
    public boolean emulated() {
        return profile != null || target.standIn().isPresent();
    }

    /** The same arm with another target, e.g. the emulator's address. */
    public Arm withTarget(Target newTarget) {
        return new Arm(name, label, newTarget, profile, machine, utilisationRatio, adaptation);
    }

    /** The same arm, asked in its own way. */
    public Arm adapted(Adaptation newAdaptation) {
        return new Arm(name, label, target, profile, machine, utilisationRatio, newAdaptation);
    }
}

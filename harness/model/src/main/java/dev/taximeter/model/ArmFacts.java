package dev.taximeter.model;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a run remembers of an arm: enough to report it, nothing secret.
 *
 * @param name unique within the run
 * @param label how reports call it
 * @param vendor e.g. {@code azure-openai}, {@code nlu}
 * @param model as price books and reports call it
 * @param profile name of the emulated vendor, or of what else stood in; null for a real system
 * @param profileDescription one line on that profile; null exactly when {@code profile} is
 * @param profileSource where its figures come from; null exactly when {@code profile} is
 * @param machine priced machine that a local model occupies; null when priced by tokens
 * @param utilisationRatio share of the machine's capacity that is used, in (0..1]
 * @param shots solved examples before each prompt, where the arm has its own number; else empty
 * @param instructions which system prompt it was given; null for none, for local models, and in runs from before prompts had
 *     versions
 * @param trainingTokens tokens that its fine-tuning was billed for; empty when it was not fine-tuned
 * @param mixture what a hybrid is mixed of; null for all others
 */
public record ArmFacts(
        String name,
        String label,
        String vendor,
        String model,
        @Nullable String profile,
        @Nullable String profileDescription,
        @Nullable String profileSource,
        @Nullable String machine,
        double utilisationRatio,
        OptionalInt shots,
        @Nullable PromptVersion instructions,
        OptionalLong trainingTokens,
        @Nullable Mixture mixture) {
    /** The vendor of arms whose calls JMH made. */
    public static final String JMH = "jmh";

    /** An arm that is asked as all are, and was not fine-tuned. */
    public ArmFacts(
            String name,
            String label,
            String vendor,
            String model,
            @Nullable String profile,
            @Nullable String profileDescription,
            @Nullable String profileSource,
            @Nullable String machine,
            double utilisationRatio) {
        this(
                name,
                label,
                vendor,
                model,
                profile,
                profileDescription,
                profileSource,
                machine,
                utilisationRatio,
                OptionalInt.empty(),
                null,
                OptionalLong.empty(),
                null);
    }

    /** What is kept of this arm of the scenario. */
    public static ArmFacts of(Arm arm, Scenario scenario) {
        Instructions own = arm.adaptation().instructions();
        Instructions told = own == null ? scenario.workload().instructions() : own;
        boolean local = !arm.target().prompted();
        Profile profile = arm.profile();
        StandIn player = profile == null
                ? arm.target().standIn().orElse(null)
                : new StandIn(profile.name(), profile.description(), profile.source());
        return new ArmFacts(
                arm.name(),
                arm.label(),
                arm.target().vendor(),
                arm.target().model(),
                player == null ? null : player.name(),
                player == null ? null : player.description(),
                player == null ? null : player.source(),
                arm.machine(),
                arm.utilisationRatio(),
                arm.adaptation().shots(),
                local || told.isEmpty() ? null : PromptVersion.of(told),
                arm.adaptation().trainingTokens(),
                arm.target() instanceof Target.Hybrid hybrid ? hybrid.mixture() : null);
    }

    /** Whether every figure of this arm is an emulator's and must be marked so. */
    public boolean emulated() {
        return profile != null;
    }
}

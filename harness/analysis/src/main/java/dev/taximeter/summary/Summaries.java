package dev.taximeter.summary;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Surroundings;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.TruthStamp;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a run's figures of its samples. A pure function: the same archive gives the same summary. */
public final class Summaries {
    private Summaries() {}

    /**
     * The summary of a run, also of an empty or unfinished one.
     *
     * @param manifest what was run; its seed also seeds the bootstrap
     * @param samples in any order; only those of the measured phase and of the manifest's arms count
     * @param truth the emulator's stamps; empty when nothing was emulated
     * @param machine who used the machine; null when it was not recorded
     * @param partial whether the plan was not played to its end
     * @param surroundings what was around the arms
     * @param pricing what an arm's measured samples cost
     */
    public static RunSummary of(
            RunManifest manifest,
            List<Sample> samples,
            List<TruthStamp> truth,
            @Nullable MachineUse machine,
            boolean partial,
            Surroundings surroundings,
            Pricing pricing) {
        Map<String, ArmSamples> byArm = new LinkedHashMap<>();
        manifest.arms().forEach(arm -> byArm.put(arm.name(), ArmSamples.of(samples, arm.name())));
        Distributions distributions = new Distributions(manifest.seed());
        Capacities capacities = new Capacities(manifest, byArm);
        List<ArmSummary> arms = manifest.arms().stream()
                .map(arm -> {
                    ArmSamples own = Objects.requireNonNull(byArm.get(arm.name()));
                    return ArmSummaries.of(
                            arm, own, distributions, pricing.of(arm, own.measured(), () -> capacities.of(arm)));
                })
                .toList();
        InstrumentError instrument =
                instrument(manifest, byArm, ArmSamples.ofAll(samples), distributions, truth, machine);
        return new RunSummary(
                manifest,
                partial,
                arms,
                instrument,
                ValidityRules.judge(arms, byArm, instrument),
                swept(manifest, byArm, distributions, pricing, capacities),
                Warnings.of(manifest, partial, arms, byArm, machine, surroundings),
                surroundings);
    }

    private static @Nullable SweepSummary swept(
            RunManifest manifest,
            Map<String, ArmSamples> byArm,
            Distributions distributions,
            Pricing pricing,
            Capacities capacities) {
        Sweep sweep = manifest.sweep();
        if (sweep == null) {
            return null;
        }
        List<SweepSummary.ArmLevels> arms = manifest.arms().stream()
                .map(arm -> {
                    ArmSamples own = Objects.requireNonNull(byArm.get(arm.name()));
                    List<ArmSummary> levels = IntStream.range(0, manifest.levels())
                            .mapToObj(level -> {
                                ArmSamples at = own.at(level);
                                Cost cost = pricing.of(arm, at.measured(), () -> capacities.at(arm, level));
                                return ArmSummaries.of(arm, at, distributions, cost);
                            })
                            .toList();
                    Optional<Line> line = SweepLines.of(sweep, manifest.stream(), own.good());
                    return new SweepSummary.ArmLevels(arm.name(), levels, line);
                })
                .toList();
        return new SweepSummary(sweep, arms);
    }

    private static InstrumentError instrument(
            RunManifest manifest,
            Map<String, ArmSamples> byArm,
            ArmSamples all,
            Distributions distributions,
            List<TruthStamp> truth,
            @Nullable MachineUse machine) {
        Truths truths = new Truths(truth);
        FaultTable faults = new FaultTable(truth);
        List<TruthAgreement> agreements = manifest.arms().stream()
                .map(arm -> truths.of(arm, Objects.requireNonNull(byArm.get(arm.name()))))
                .filter(Objects::nonNull)
                .toList();
        return new InstrumentError(
                distributions.of(Metric.DISPATCH_LAG, all, 0),
                distributions.of(Metric.SLOT_WAIT, all, 0),
                agreements,
                manifest.arms().stream()
                        .filter(ArmFacts::emulated)
                        .flatMap(arm -> faults.of(arm.name(), Objects.requireNonNull(byArm.get(arm.name()))).stream())
                        .toList(),
                machine);
    }
}

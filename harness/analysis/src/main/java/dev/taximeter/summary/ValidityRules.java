package dev.taximeter.summary;

import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When a run's figures may not be trusted. A run is invalid
 *
 * <ul>
 *   <li>without a measured request: there are no figures;
 *   <li>when our own lateness makes up more than {@value Thresholds#DISPATCH_LAG_INVALID_RATIO} of an arm's median or 99th
 *       percentile of response time, and over a millisecond: the figure would be ours;
 *   <li>when the client adds more than {@value Thresholds#TRUTH_ERROR_INVALID_RATIO} to the median of what the emulator
 *       truly did, and over a millisecond: the meter is wrong;
 *   <li>when harness and emulator use more than {@value Thresholds#OWN_CPU_INVALID_RATIO} of the machine: the client is the
 *       bottleneck. Not judged when a local model runs in the harness, for then its work is what is measured;
 *   <li>when more than {@value Thresholds#ERRORS_INVALID_RATIO} of an arm's requests failed: its latencies are those of a
 *       minority.
 * </ul>
 *
 * <p>An arm that was not measured at all, as in a run that ended early, does not spoil the others.
 */
final class ValidityRules {
    /** What {@link dev.taximeter.model.Target.LocalNlu} calls itself. */
    private static final String LOCAL_VENDOR = "nlu";

    private final List<String> reasons = new ArrayList<>();

    private ValidityRules() {}

    static Validity judge(List<ArmSummary> arms, Map<String, ArmSamples> samples, InstrumentError instrument) {
        ValidityRules rules = new ValidityRules();
        rules.measured(arms);
        for (ArmSummary arm : arms) {
            rules.lateness(arm, samples.get(arm.arm().name()));
            rules.errors(arm);
        }
        instrument.truth().forEach(truth -> rules.truth(truth, arms));
        rules.machine(arms, instrument.machine());
        return rules.reasons.isEmpty() ? new Validity.Valid() : new Validity.Invalid(rules.reasons);
    }

    private void measured(List<ArmSummary> arms) {
        if (arms.stream().allMatch(arm -> arm.counts().sent() == 0)) {
            reasons.add("no request was measured");
        }
    }

    private void lateness(ArmSummary arm, @Nullable ArmSamples samples) {
        Lateness lateness = samples == null ? null : Lateness.of(samples);
        if (lateness != null && lateness.beyond(Thresholds.DISPATCH_LAG_INVALID_RATIO)) {
            reasons.add("%s: %s; at most %s may be ours"
                    .formatted(name(arm), lateness.inWords(), Phrases.percent(Thresholds.DISPATCH_LAG_INVALID_RATIO)));
        }
    }

    private void errors(ArmSummary arm) {
        Counts counts = arm.counts();
        if (counts.sent() > 0 && counts.errors() > Thresholds.ERRORS_INVALID_RATIO * counts.sent()) {
            reasons.add("%s: %s of %s requests failed; the figures would be those of a minority"
                    .formatted(name(arm), Phrases.count(counts.errors()), Phrases.count(counts.sent())));
        }
    }

    private void truth(TruthAgreement truth, List<ArmSummary> arms) {
        for (ArmSummary arm : arms) {
            Distribution service = arm.distribution(Metric.SERVICE);
            Figure median = service == null ? null : service.percentiles().get(Percentile.P50);
            if (!arm.arm().name().equals(truth.arm()) || median == null) {
                continue;
            }
            double error = Math.abs(truth.endToEndMedianNanos());
            if (error > Thresholds.OWN_DELAY_FLOOR_NANOS
                    && error > Thresholds.TRUTH_ERROR_INVALID_RATIO * median.value()) {
                reasons.add("%s: measured times differ from the emulator's own by %s at the median, %s of the median"
                        .formatted(name(arm), Phrases.duration(error), Phrases.percent(error / median.value())));
            }
        }
    }

    private void machine(List<ArmSummary> arms, @Nullable MachineUse machine) {
        boolean local = arms.stream().anyMatch(arm -> arm.arm().vendor().equals(LOCAL_VENDOR));
        double own = machine == null ? Double.NaN : machine.ownCpuRatio() + machine.emulatorCpuRatio();
        if (!local && own > Thresholds.OWN_CPU_INVALID_RATIO) {
            reasons.add("harness and emulator used %s of the machine; the client was the bottleneck"
                    .formatted(Phrases.percent(own)));
        }
    }

    private static String name(ArmSummary arm) {
        return Phrases.name(arm.arm());
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Surroundings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run in figures: a pure function of its archive.
 *
 * @param manifest what was run, where and when
 * @param partial whether the plan was not played to its end
 * @param arms in the scenario's order
 * @param instrument the meter's own error
 * @param validity whether the figures may be trusted
 * @param sweep the figures by level; null when nothing was varied
 * @param warnings in the order of {@link Warning.Kind}
 * @param surroundings what was around the arms
 */
public record RunSummary(
        RunManifest manifest,
        boolean partial,
        List<ArmSummary> arms,
        InstrumentError instrument,
        Validity validity,
        @Nullable SweepSummary sweep,
        List<Warning> warnings,
        Surroundings surroundings) {

    /** A run with nothing around its arms. */
    public RunSummary(
            RunManifest manifest,
            boolean partial,
            List<ArmSummary> arms,
            InstrumentError instrument,
            Validity validity,
            @Nullable SweepSummary sweep,
            List<Warning> warnings) {
        this(manifest, partial, arms, instrument, validity, sweep, warnings, Surroundings.NONE);
    }

    public RunSummary {
        arms = List.copyOf(arms);
        warnings = List.copyOf(warnings);
    }

    /** The same with more to know. */
    public RunSummary with(List<Warning> more) {
        List<Warning> all = Stream.concat(warnings.stream(), more.stream())
                .sorted(Comparator.comparing(Warning::kind))
                .toList();
        return new RunSummary(manifest, partial, arms, instrument, validity, sweep, all, surroundings);
    }
}

package dev.taximeter.compare;

import dev.taximeter.model.Sample;
import dev.taximeter.summary.ArmSamples;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.RunSummary;
import java.util.List;

/**
 * One arm of one run, as one side of a comparison.
 *
 * @param run it belongs to
 * @param arm its figures
 * @param samples its measured samples
 */
public record Side(RunSummary run, ArmSummary arm, ArmSamples samples) {

    /** The side of an arm of a run, out of all the run's samples. */
    public static Side of(RunSummary run, ArmSummary arm, List<Sample> samples) {
        return new Side(run, arm, ArmSamples.of(samples, arm.arm().name()));
    }

    /** Whether both were measured in one run. */
    boolean sameRun(Side other) {
        return run.manifest().id().equals(other.run.manifest().id());
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import java.util.List;

/** Makes the series that charts draw. */
public final class SeriesOf {
    private SeriesOf() {}

    /** One series for each arm of the manifest, in its order; of an arm without samples all lists are empty. */
    public static List<ArmSeries> of(RunManifest manifest, List<Sample> samples) {
        return manifest.arms().stream()
                .map(arm -> of(arm.name(), ArmSamples.of(samples, arm.name())))
                .toList();
    }

    /**
     * The series of measured samples.
     *
     * @param arm what charts know it by
     */
    public static ArmSeries of(String arm, ArmSamples samples) {
        return new ArmSeries(
                arm,
                sorted(Metric.RESPONSE, samples.good()),
                sorted(Metric.TTFT, samples.good()),
                samples.measured().stream().map(SeriesOf::point).toList());
    }

    private static List<Long> sorted(Metric metric, ArmSamples good) {
        return good.measured().stream()
                .flatMapToLong(metric::nanosOf)
                .sorted()
                .boxed()
                .toList();
    }

    private static ArmSeries.Point point(Sample sample) {
        return new ArmSeries.Point(
                sample.intendedNanos(),
                sample.responseTimeNanos(),
                sample.outcome().isOk());
    }
}

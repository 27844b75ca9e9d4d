package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.EffectiveSize;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Means;
import dev.taximeter.stats.Quantiles;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Distribution} of one metric's values. */
final class Distributions {
    private final BlockedBootstrap bootstrap;

    /** @param seed of the bootstrap; the same one gives the same figures */
    Distributions(long seed) {
        bootstrap = new BlockedBootstrap(Thresholds.RESAMPLES, seed);
    }

    /** All metrics that the good samples have values of. */
    Map<Metric, Distribution> all(ArmSamples good, long overflow) {
        Map<Metric, Distribution> byMetric = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            Distribution distribution = of(metric, good, overflow);
            if (distribution != null) {
                byMetric.put(metric, distribution);
            }
        }
        return byMetric;
    }

    /** Null when the samples have no value. */
    @Nullable
    Distribution of(Metric metric, ArmSamples samples, long overflow) {
        double[] values = samples.nanos(metric);
        if (values.length == 0) {
            return null;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        EffectiveSize size = new EffectiveSize(values);
        Blocks blocks = Blocks.of(samples.nanosByBlock(metric).values().toArray(double[][]::new))
                .orBatches();
        return new Distribution(
                metric,
                values.length,
                size.atQuantile(Percentile.P50.probability()),
                mean(values, blocks),
                standardDeviation(values, blocks),
                (long) sorted[0],
                (long) sorted[sorted.length - 1],
                percentiles(size, sorted),
                overflow);
    }

    private static Figure mean(double[] values, Blocks blocks) {
        Interval interval = values.length < 2 ? null : Means.interval(blocks, Thresholds.CONFIDENCE);
        return new Figure(Means.mean(values), interval, values.length);
    }

    private @Nullable Figure standardDeviation(double[] values, Blocks blocks) {
        if (values.length < 2) {
            return null;
        }
        Interval interval = bootstrap.interval(blocks, new BlockStatistic.StandardDeviation(), Thresholds.CONFIDENCE);
        return new Figure(Means.standardDeviation(values), interval, values.length);
    }

    private static Map<Percentile, Figure> percentiles(EffectiveSize size, double[] sorted) {
        Map<Percentile, Figure> percentiles = new EnumMap<>(Percentile.class);
        for (Percentile percentile : Percentile.values()) {
            double p = percentile.probability();
            Interval interval = Quantiles.interval(size, sorted, p, Thresholds.CONFIDENCE);
            if (interval != null) {
                percentiles.put(percentile, new Figure(Quantiles.nearestRank(sorted, p), interval, sorted.length));
            }
        }
        return percentiles;
    }
}

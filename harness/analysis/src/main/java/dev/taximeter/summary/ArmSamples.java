package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The samples that are summarised, of one arm or of several: those of {@link Phase#MEASURE} that were sent.
 *
 * @param measured in the order of intended starts
 * @param notSent how many requests never were, because an earlier turn had failed or the arm was stopped
 */
public record ArmSamples(List<Sample> measured, long notSent) {
    private static final Comparator<Sample> BY_START =
            Comparator.comparingLong(Sample::intendedNanos).thenComparingLong(Sample::seq);

    public ArmSamples {
        measured = List.copyOf(measured);
    }

    /** Samples that were all sent. */
    public ArmSamples(List<Sample> measured) {
        this(measured, 0);
    }

    /** The measured samples of one arm. */
    public static ArmSamples of(List<Sample> all, String arm) {
        return ofAll(all.stream().filter(sample -> sample.arm().equals(arm)).toList());
    }

    /** The measured samples of all arms. */
    public static ArmSamples ofAll(List<Sample> all) {
        Map<Boolean, List<Sample>> bySent = all.stream()
                .filter(sample -> sample.phase() == Phase.MEASURE)
                .sorted(BY_START)
                .collect(Collectors.partitioningBy(sample -> sample.outcome().kind() != Outcome.Kind.NOT_SENT));
        return new ArmSamples(
                Objects.requireNonNull(bySent.get(true)),
                Objects.requireNonNull(bySent.get(false)).size());
    }

    /** Those of this level, which may be none. */
    public ArmSamples at(int level) {
        return new ArmSamples(
                measured.stream().filter(sample -> sample.level() == level).toList());
    }

    /** Those with a whole answer. */
    public ArmSamples good() {
        return new ArmSamples(
                measured.stream().filter(sample -> sample.outcome().isOk()).toList());
    }

    /** All values of a metric, in nanoseconds, in the order of {@link #measured}. */
    public double[] nanos(Metric metric) {
        return values(metric, measured);
    }

    /** The same, where a request that failed takes for ever: it is beyond every limit. */
    public double[] nanosOrNever(Metric metric) {
        return measured.stream()
                .flatMapToDouble(sample -> sample.outcome().isOk()
                        ? metric.nanosOf(sample).asDoubleStream()
                        : DoubleStream.of(Double.MAX_VALUE))
                .toArray();
    }

    /** How long it took, from the first intended start to the last end of each block; pauses between blocks do not count. */
    long stretchNanos() {
        long sum = 0;
        for (List<Sample> block : byBlock().values()) {
            long from = block.stream().mapToLong(Sample::intendedNanos).min().orElseThrow();
            long to = block.stream().mapToLong(Sample::doneNanos).max().orElseThrow();
            sum += to - from;
        }
        return sum;
    }

    /** All values of a metric by block; blocks without a value are absent. */
    public NavigableMap<BlockId, double[]> nanosByBlock(Metric metric) {
        NavigableMap<BlockId, double[]> byBlock = new TreeMap<>();
        byBlock().forEach((block, samples) -> {
            double[] values = values(metric, samples);
            if (values.length > 0) {
                byBlock.put(block, values);
            }
        });
        return byBlock;
    }

    /** The samples by block, each in the order of {@link #measured}. */
    public NavigableMap<BlockId, List<Sample>> byBlock() {
        return measured.stream().collect(Collectors.groupingBy(BlockId::of, TreeMap::new, Collectors.toList()));
    }

    private static double[] values(Metric metric, List<Sample> samples) {
        return samples.stream().flatMapToLong(metric::nanosOf).asDoubleStream().toArray();
    }
}

package dev.taximeter.record;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.HdrHistogram.Histogram;

/**
 * Counts samples into one HdrHistogram for each arm, metric and phase. Recordings of several machines or shards merge by
 * {@link #add} without loss, in any order. Thread-safe.
 */
public final class Recorder implements SampleSink {
    /**
     * The largest value that is kept as it is: a day. A larger one is recorded as a day and counted in
     * {@link #overflow}. Histograms grow as needed, so the range costs nothing.
     */
    public static final long HIGHEST_NANOS = 86_400_000_000_000L;

    private final ConcurrentMap<String, ArmRecording> arms = new ConcurrentHashMap<>();

    @Override
    public void accept(Sample sample) {
        arm(sample.arm()).record(sample);
    }

    /** Adds everything that another recorder has counted so far. The other one is not changed. */
    public void add(Recorder other) {
        other.arms.forEach((name, recording) -> arm(name).add(recording));
    }

    /** Names of the arms that had a sample so far, in no order. */
    public Set<String> arms() {
        return Set.copyOf(arms.keySet());
    }

    /** How this arm stands now; zeros for an arm that had no sample yet. */
    public Progress progress(String arm) {
        return arms.getOrDefault(arm, new ArmRecording()).progress();
    }

    /** A copy of the histogram, in nanoseconds; empty when nothing was counted. */
    public Histogram histogram(String arm, Metric metric, Phase phase) {
        return copyOf(arm, metric, phase).histogram();
    }

    /** How many values of this histogram were larger than {@link #HIGHEST_NANOS}. */
    public long overflow(String arm, Metric metric, Phase phase) {
        return copyOf(arm, metric, phase).overflow();
    }

    private Series copyOf(String arm, Metric metric, Phase phase) {
        ArmRecording recording = arms.get(arm);
        return recording == null ? new Series() : recording.copyOf(metric, phase);
    }

    private ArmRecording arm(String name) {
        return arms.computeIfAbsent(name, _ -> new ArmRecording());
    }
}

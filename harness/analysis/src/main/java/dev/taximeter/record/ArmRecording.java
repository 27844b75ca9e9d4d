package dev.taximeter.record;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/** What is known of one arm so far. Thread-safe: one lock, held for microseconds. */
final class ArmRecording {
    private final Map<Key, Series> series = new HashMap<>();
    private long warmUps;
    private long measured;
    private long errors;

    synchronized void record(Sample sample) {
        switch (sample.phase()) {
            case WARM_UP -> warmUps++;
            case MEASURE -> {
                measured++;
                errors += sample.outcome().isOk() ? 0 : 1;
            }
        }
        for (Metric metric : Metric.values()) {
            if (Series.counts(metric, sample)) {
                metric.nanosOf(sample).forEach(of(metric, sample.phase())::record);
            }
        }
    }

    /** Adds what another recording holds; it is copied first, so that no two locks are ever held together. */
    void add(ArmRecording other) {
        ArmRecording copy = other.copy();
        synchronized (this) {
            addUnlocked(copy);
        }
    }

    synchronized Series copyOf(Metric metric, Phase phase) {
        return of(metric, phase).copy();
    }

    synchronized Progress progress() {
        Histogram response = of(Metric.RESPONSE, Phase.MEASURE).histogram();
        return new Progress(warmUps, measured, errors, percentile(response, 50), percentile(response, 99));
    }

    private synchronized ArmRecording copy() {
        ArmRecording copy = new ArmRecording();
        copy.addUnlocked(this);
        return copy;
    }

    private void addUnlocked(ArmRecording other) {
        other.series.forEach((key, theirs) -> of(key.metric(), key.phase()).add(theirs));
        warmUps += other.warmUps;
        measured += other.measured;
        errors += other.errors;
    }

    private Series of(Metric metric, Phase phase) {
        return series.computeIfAbsent(new Key(metric, phase), _ -> new Series());
    }

    private static OptionalLong percentile(Histogram histogram, double percent) {
        return histogram.getTotalCount() == 0
                ? OptionalLong.empty()
                : OptionalLong.of(histogram.getValueAtPercentile(percent));
    }

    private record Key(Metric metric, Phase phase) {}
}

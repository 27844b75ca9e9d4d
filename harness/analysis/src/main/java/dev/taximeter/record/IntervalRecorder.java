package dev.taximeter.record;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Cuts the measured phase into seconds, by the time at which requests ended. A second is handed out when a sample has
 * shown that it is over by {@value #GRACE_SECONDS} s; a sample that comes later still is counted in the earliest second
 * that is open, so none is lost. Seconds without a value are left out. Not thread-safe.
 */
public final class IntervalRecorder {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long GRACE_SECONDS = 1;

    private final Consumer<IntervalHistogram> closed;
    private final TreeMap<Long, Map<Key, Series>> open = new TreeMap<>();
    private long firstOpenSecond;

    /** @param closed gets every second once, by time, then arm, then metric */
    public IntervalRecorder(Consumer<IntervalHistogram> closed) {
        this.closed = closed;
    }

    /** Counts a sample; warm-up is left out. */
    public void accept(Sample sample) {
        if (sample.phase() != Phase.MEASURE) {
            return;
        }
        long doneSecond = sample.doneNanos() / SECOND_NANOS;
        closeUntil(doneSecond - GRACE_SECONDS);
        Map<Key, Series> second =
                open.computeIfAbsent(Math.max(doneSecond, firstOpenSecond), _ -> new TreeMap<>(Key.ORDER));
        for (Metric metric : Metric.values()) {
            if (Series.counts(metric, sample)) {
                metric.nanosOf(sample)
                        .forEach(nanos -> second.computeIfAbsent(new Key(sample.arm(), metric), _ -> new Series())
                                .record(nanos));
            }
        }
    }

    /** Hands out what is still open. */
    public void close() {
        closeUntil(Long.MAX_VALUE);
    }

    private void closeUntil(long second) {
        firstOpenSecond = Math.max(firstOpenSecond, second);
        while (!open.isEmpty() && open.firstKey() < second) {
            Map.Entry<Long, Map<Key, Series>> first = open.pollFirstEntry();
            long startNanos = first.getKey() * SECOND_NANOS;
            first.getValue()
                    .forEach((key, series) -> closed.accept(new IntervalHistogram(
                            key.arm(), key.metric(), startNanos, startNanos + SECOND_NANOS, series.histogram())));
        }
    }

    private record Key(String arm, Metric metric) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::arm).thenComparing(Key::metric);
    }
}

package dev.taximeter.emulator;

import dev.taximeter.model.TruthStamp;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was truly done, in memory, the oldest forgotten when it gets too much. Thread-safe. */
final class TruthLog implements Ledger {
    /** Longs held at most, about 64 MB: a million answers of a few frames. */
    private static final long MOST_WEIGHT = 8_000_000;

    private static final long OWN_WEIGHT = 4;

    private final Deque<TruthStamp> stamps = new ArrayDeque<>();
    private final long mostWeight;
    private long weight;
    private long dropped;

    TruthLog() {
        this(MOST_WEIGHT);
    }

    TruthLog(long mostWeight) {
        this.mostWeight = mostWeight;
    }

    @Override
    public void add(TruthStamp stamp, long[] contentEndBytes) {
        add(stamp);
    }

    synchronized void add(TruthStamp stamp) {
        stamps.addLast(stamp);
        weight += weight(stamp);
        while (weight > mostWeight) {
            weight -= weight(stamps.removeFirst());
            dropped++;
        }
    }

    synchronized void clear() {
        stamps.clear();
        weight = 0;
        dropped = 0;
    }

    /** A copy, in the order in which the answers ended. */
    synchronized List<TruthStamp> stamps() {
        return List.copyOf(stamps);
    }

    /** How many were forgotten, at least 0. */
    synchronized long dropped() {
        return dropped;
    }

    private static long weight(TruthStamp stamp) {
        return OWN_WEIGHT + stamp.frameNanos().size();
    }
}

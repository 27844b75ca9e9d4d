package dev.taximeter.cli;

import dev.taximeter.model.QueueCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Adds up what the clients of queues counted, over the trials of a run. Thread-safe. */
final class QueueTally {
    private final Map<String, QueueCounts> byArm = new ConcurrentHashMap<>();

    /** Where the clients of this arm tell their counts. */
    Consumer<QueueCounts> of(String arm) {
        return counts -> byArm.merge(arm, counts, QueueCounts::plus);
    }

    /** By arm, so far. */
    Map<String, QueueCounts> counts() {
        return Map.copyOf(byArm);
    }
}

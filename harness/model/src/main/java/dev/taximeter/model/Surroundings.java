package dev.taximeter.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was around the arms of a run.
 *
 * @param queues what the clients of queues counted, by arm; arms without a queue are absent
 * @param leftOut arms of the scenario that could not take part, by name, each with the reason and what to do about it
 * @param brokers what the brokers of queues said of their settings at the start, by arm, each value as the broker writes
 *     it; arms whose broker tells none are absent, and so are all in runs from before they were asked
 */
public record Surroundings(
        Map<String, QueueCounts> queues, Map<String, String> leftOut, Map<String, Map<String, String>> brokers) {
    /** Nothing to tell. */
    public static final Surroundings NONE = new Surroundings(Map.of(), Map.of(), Map.of());

    public Surroundings {
        queues = Collections.unmodifiableMap(new TreeMap<>(queues));
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
        Map<String, Map<String, String>> told = new TreeMap<>();
        brokers.forEach((arm, settings) -> told.put(arm, Collections.unmodifiableMap(new TreeMap<>(settings))));
        brokers = Collections.unmodifiableMap(told);
    }
}

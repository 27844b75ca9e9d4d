package dev.taximeter.model;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was around the arms of a run.
 *
 * @param queues what the clients of queues counted, by arm; arms without a queue are absent
 * @param leftOut arms of the scenario that could not take part, by name, each with the reason and what to do about it
 */
public record Surroundings(Map<String, QueueCounts> queues, Map<String, String> leftOut) {
    /** Nothing to tell. */
    public static final Surroundings NONE = new Surroundings(Map.of(), Map.of());

    public Surroundings {
        queues = Collections.unmodifiableMap(new TreeMap<>(queues));
        leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
    }
}

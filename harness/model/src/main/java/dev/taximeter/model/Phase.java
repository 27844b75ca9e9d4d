package dev.taximeter.model;

/** The part of a trial that a request belongs to. Only {@link #MEASURE} is summarised. */
public enum Phase {
    /** Connections, JIT and caches get warm. */
    WARM_UP,
    /** What is summarised. */
    MEASURE
}

package dev.taximeter.model;

/** How the arms share the time of a trial. */
public enum Order {
    /** Arms take turns in randomised complete blocks: each block holds one turn of every arm, in a fresh random order. */
    INTERLEAVED,
    /**
     * All arms that are servers run at the same time, each at the full rate; then every arm that computes on the meter's
     * own cores, alone: side by side it would disturb the others' times, and they its own.
     */
    SIDE_BY_SIDE
}

package dev.taximeter.model;

/** How the arms share the time of a trial. */
public enum Order {
    /** Arms take turns in randomised complete blocks: each block holds one turn of every arm, in a fresh random order. */
    INTERLEAVED,
    /** All arms run at the same time, each at the full rate. */
    SIDE_BY_SIDE
}

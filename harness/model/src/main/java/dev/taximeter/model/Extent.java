package dev.taximeter.model;

/** How long a phase lasts, for each arm. */
public sealed interface Extent {

    /** @param count requests, at least 0 */
    record Requests(long count) implements Extent {}

    /** @param nanos at least 0 */
    record Time(long nanos) implements Extent {}
}

package dev.taximeter.model;

/**
 * An arm that was stopped before its plan's end because no further request could have succeeded. What was measured
 * until then is kept; the other arms go on.
 *
 * @param arm its name
 * @param atNanos after the start of the run
 * @param outcome the answer that decided
 */
public record ArmStop(String arm, long atNanos, Outcome outcome) {}

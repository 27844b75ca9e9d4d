package dev.taximeter.archive;

import java.time.Instant;

/**
 * A run that was broken off and continued by another process.
 *
 * @param at when it went on, wall clock
 * @param atNanos when it went on, on the run's clock, which stood still in between
 * @param maybeSent requests that may have been under way when it was broken off; they are not sent again
 */
public record Resumption(Instant at, long atNanos, long maybeSent) {}

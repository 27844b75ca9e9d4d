package dev.taximeter.model;

import java.util.OptionalLong;

/**
 * One of a vendor's limits as a response's headers tell it.
 *
 * @param name what is limited, in the vendor's word, e.g. {@code requests} or {@code input-tokens}
 * @param limit how much is allowed in the vendor's period; empty when not told
 * @param remaining how much of it is left; empty when not told
 * @param resetNanos how long until it is full again; empty when not told or not told as a length of time from now
 */
public record RateLimit(String name, OptionalLong limit, OptionalLong remaining, OptionalLong resetNanos) {}

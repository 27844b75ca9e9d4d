package dev.taximeter.model;

/**
 * Where a run took place. No host name, no user name, no path.
 *
 * @param os e.g. {@code Linux 6.1 amd64}
 * @param cpu model name, or empty when unknown
 * @param cores that the JVM may use
 * @param memoryBytes of the machine
 * @param jvm e.g. {@code OpenJDK 25.0.3+9 (Temurin)}
 * @param collector e.g. {@code G1}
 * @param clockResolutionNanos smallest step seen of the monotonic clock
 */
public record Environment(
        String os, String cpu, int cores, long memoryBytes, String jvm, String collector, long clockResolutionNanos) {}

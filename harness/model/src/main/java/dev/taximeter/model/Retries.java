package dev.taximeter.model;

/**
 * Whether a failed call is made again, within the same request. Off by default: a benchmark that retries in silence
 * measures its own patience. Each attempt is kept in the sample.
 *
 * @param max further attempts after the first, at least 0; 0 for none
 * @param capNanos longest wait before an attempt, also where the server asks for more, at least 0
 */
public record Retries(int max, long capNanos) {
    /** One attempt, whatever becomes of it. */
    public static final Retries NONE = new Retries(0, 0);
}

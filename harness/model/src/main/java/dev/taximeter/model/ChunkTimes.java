package dev.taximeter.model;

import java.util.Arrays;

/**
 * When each content chunk of an answer arrived. A chunk is a frame with non-empty visible text; it is not a token.
 * Immutable.
 */
public final class ChunkTimes {
    private static final ChunkTimes EMPTY = new ChunkTimes(new long[0]);

    private final long[] nanos;

    private ChunkTimes(long[] nanos) {
        this.nanos = nanos;
    }

    /** No content came. */
    public static ChunkTimes empty() {
        return EMPTY;
    }

    /**
     * @param nanos arrival times after the start of the run, ascending
     * @throws IllegalArgumentException if they descend
     */
    public static ChunkTimes of(long... nanos) {
        for (int i = 1; i < nanos.length; i++) {
            if (nanos[i] < nanos[i - 1]) {
                throw new IllegalArgumentException("chunk times descend at " + i + ": " + Arrays.toString(nanos));
            }
        }
        return nanos.length == 0 ? EMPTY : new ChunkTimes(nanos.clone());
    }

    /** Whether no content came. */
    public boolean isEmpty() {
        return nanos.length == 0;
    }

    /** Number of chunks, at least 0. */
    public int size() {
        return nanos.length;
    }

    /** @throws ArrayIndexOutOfBoundsException unless {@code 0 <= index < size()} */
    public long nanosAt(int index) {
        return nanos[index];
    }

    /** @throws ArrayIndexOutOfBoundsException when empty */
    public long firstNanos() {
        return nanos[0];
    }

    /** @throws ArrayIndexOutOfBoundsException when empty */
    public long lastNanos() {
        return nanos[nanos.length - 1];
    }

    /** A copy. */
    public long[] toArray() {
        return nanos.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkTimes that && Arrays.equals(nanos, that.nanos);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(nanos);
    }

    @Override
    public String toString() {
        return Arrays.toString(nanos);
    }
}

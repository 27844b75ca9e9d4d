package dev.taximeter.model;

import java.util.Arrays;

/** How much visible text each content chunk of an answer brought, in UTF-16 units; beside {@link ChunkTimes}. Immutable. */
public final class ChunkSizes {
    private static final ChunkSizes EMPTY = new ChunkSizes(new int[0]);

    private final int[] chars;

    private ChunkSizes(int[] chars) {
        this.chars = chars;
    }

    /** No content came, or its sizes were not kept. */
    public static ChunkSizes empty() {
        return EMPTY;
    }

    /**
     * @param chars of each chunk, each at least 1
     * @throws IllegalArgumentException if one is less
     */
    public static ChunkSizes of(int... chars) {
        if (Arrays.stream(chars).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("an empty chunk is no content: " + Arrays.toString(chars));
        }
        return chars.length == 0 ? EMPTY : new ChunkSizes(chars.clone());
    }

    /** Whether nothing was kept. */
    public boolean isEmpty() {
        return chars.length == 0;
    }

    /** Number of chunks, at least 0. */
    public int size() {
        return chars.length;
    }

    /** @throws ArrayIndexOutOfBoundsException unless {@code 0 <= index < size()} */
    public int charsAt(int index) {
        return chars[index];
    }

    /** A copy. */
    public int[] toArray() {
        return chars.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkSizes that && Arrays.equals(chars, that.chars);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(chars);
    }

    @Override
    public String toString() {
        return Arrays.toString(chars);
    }
}

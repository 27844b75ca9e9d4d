package dev.taximeter.provider.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow up to a limit and are used again. One thread at a time. */
final class ByteRun {
    private final int limit;
    private byte[] array;
    private int length;

    /** @param limit most bytes that it takes, above 0 */
    ByteRun(int limit) {
        this.limit = limit;
        this.array = new byte[Math.min(limit, 512)];
    }

    /** The bytes are the first {@link #length()} of it; valid until the next change. */
    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void clear() {
        length = 0;
    }

    /** @throws MalformedException when it would grow past the limit */
    void append(byte[] source, int from, int count) throws MalformedException {
        if (count > limit - length) {
            throw new MalformedException("more than %d bytes without an end".formatted(limit));
        }
        if (length + count > array.length) {
            array = Arrays.copyOf(array, Math.min(limit, Math.max(array.length * 2, length + count)));
        }
        System.arraycopy(source, from, array, length, count);
        length += count;
    }

    /** A copy. */
    byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /** Whether the bytes are those of this ASCII text. */
    boolean is(String ascii) {
        if (length != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (array[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Decoded as UTF-8. */
    @Override
    public String toString() {
        return new String(array, 0, length, StandardCharsets.UTF_8);
    }
}

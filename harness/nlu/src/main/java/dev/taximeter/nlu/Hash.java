package dev.taximeter.nlu;

/** 64-bit hashes of features and runs of words: two that differ practically never share one. */
final class Hash {
    private Hash() {}

    /** A hash to begin with, for a kind of feature. */
    static long of(int kind) {
        return mix(0x9E3779B97F4A7C15L * (kind + 1));
    }

    /** The hash before, with a text added; the order counts. */
    static long and(long hash, CharSequence text) {
        long h = hash;
        for (int i = 0; i < text.length(); i++) {
            h = (h ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(h + text.length());
    }

    /** The hash before, with a number added. */
    static long and(long hash, long number) {
        return mix(hash * 31 + number);
    }

    /** The last steps of SplitMix64: every bit of the input reaches every bit of the output. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}

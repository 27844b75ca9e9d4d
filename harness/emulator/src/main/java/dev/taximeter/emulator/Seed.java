package dev.taximeter.emulator;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A point in a tree of seeds: each mount, request or utterance gets a branch of its own, so that what is drawn for one
 * never depends on what was drawn for another.
 *
 * @param value 64 well-mixed bits
 */
record Seed(long value) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_PRIME = 0x100000001B3L;

    Seed branch(long number) {
        return new Seed(mix(value + GOLDEN_GAMMA * (number + 1)));
    }

    Seed branch(String name) {
        long hash = value;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return new Seed(mix(hash + GOLDEN_GAMMA));
    }

    /** A new generator; the same seed, the same numbers. */
    RandomGenerator random() {
        return new SplittableRandom(value);
    }

    /** Variant 13 of David Stafford's mixers for MurmurHash3, as SplittableRandom uses it. */
    private static long mix(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}

package dev.taximeter.nlu;

import java.util.Arrays;

/** Numbers features: a hash in, its place in a list out. Open addressing on primitives; immutable, so thread-safe. */
final class FeatureIndex {
    private final long[] hashes;
    private final int[] slots; // place + 1; 0 is free
    private final int mask;

    /** @param hashes of the features, all different; the list's order gives the numbers; taken over, not copied */
    FeatureIndex(long[] hashes) {
        this.hashes = hashes;
        this.slots = new int[Math.max(16, Integer.highestOneBit(Math.max(1, hashes.length)) * 4)];
        this.mask = slots.length - 1;
        for (int i = 0; i < hashes.length; i++) {
            int slot = slot(hashes[i]);
            while (slots[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            slots[slot] = i + 1;
        }
    }

    /** The feature's number; −1 when it is not known. */
    int of(long hash) {
        for (int slot = slot(hash); slots[slot] != 0; slot = (slot + 1) & mask) {
            if (hashes[slots[slot] - 1] == hash) {
                return slots[slot] - 1;
            }
        }
        return -1;
    }

    /** The numbers of those that are known, in their order. */
    int[] known(long[] candidates) {
        int[] numbers = new int[candidates.length];
        int count = 0;
        for (long candidate : candidates) {
            int number = of(candidate);
            if (number >= 0) {
                numbers[count++] = number;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    int size() {
        return hashes.length;
    }

    long[] hashes() {
        return hashes;
    }

    private int slot(long hash) {
        return (int) (hash ^ hash >>> 32) & mask;
    }
}

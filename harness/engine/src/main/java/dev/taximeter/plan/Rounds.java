package dev.taximeter.plan;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** An endless row of fresh random permutations of the numbers 0 to n − 1: within a round each comes once. */
final class Rounds {
    private final RandomGenerator random;
    private final int n;
    private int[] drawn = new int[0];

    Rounds(RandomGenerator random, int n) {
        if (n < 1) {
            throw new IllegalArgumentException("nothing to choose from");
        }
        this.random = random;
        this.n = n;
    }

    /** The number at this position of the row, {@code k >= 0}. */
    int at(int k) {
        while (k >= drawn.length) {
            appendRound();
        }
        return drawn[k];
    }

    private void appendRound() {
        int from = drawn.length;
        drawn = Arrays.copyOf(drawn, Math.addExact(from, n));
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            drawn[from + i] = drawn[from + j];
            drawn[from + j] = i;
        }
    }
}

package dev.taximeter.stats;

import java.util.Arrays;

/**
 * Values that are cut into blocks: stretches of a run whose values may resemble one another, while the blocks themselves
 * are taken for independent. Block b of two samples means the same stretch of the run. Immutable.
 */
public final class Blocks {
    /** With fewer blocks than this their spread says too little: the series is cut anew. */
    public static final int FEWEST = 5;

    /**
     * Batches that a series without enough blocks is cut into; 10 to 30 do (Schmeiser, "Batch Size Effects in the Analysis
     * of Simulation Output", Operations Research 30(3), 1982).
     */
    public static final int BATCHES = 20;

    private final double[][] values;
    private final int size;

    private Blocks(double[][] values) {
        this.values = values;
        this.size = Arrays.stream(values).mapToInt(block -> block.length).sum();
    }

    /**
     * Blocks as they are, empty ones included.
     *
     * @param values by block, each in the order in which they came
     */
    public static Blocks of(double[]... values) {
        return new Blocks(Arrays.stream(values).map(double[]::clone).toArray(double[][]::new));
    }

    /**
     * Consecutive batches of nearly equal size.
     *
     * @param inOrder the values as they came
     * @param batches how many, at least 1 when there are values; at most the number of values is made
     */
    public static Blocks cut(double[] inOrder, int batches) {
        int count = Math.min(batches, inOrder.length);
        double[][] cut = new double[count][];
        for (int b = 0; b < count; b++) {
            int from = (int) ((long) inOrder.length * b / count);
            int to = (int) ((long) inOrder.length * (b + 1) / count);
            cut[b] = Arrays.copyOfRange(inOrder, from, to);
        }
        return new Blocks(cut);
    }

    /** These blocks, or the same values in {@link #BATCHES} batches when fewer than {@link #FEWEST} blocks hold any. */
    public Blocks orBatches() {
        return filled() >= FEWEST ? this : cut(inOrder(), BATCHES);
    }

    /** Number of blocks, empty ones included. */
    public int count() {
        return values.length;
    }

    /** Number of blocks with at least one value. */
    public int filled() {
        return (int) Arrays.stream(values).filter(block -> block.length > 0).count();
    }

    /** Number of values in all blocks. */
    public int size() {
        return size;
    }

    /** All values, block after block; a copy. */
    public double[] inOrder() {
        return Arrays.stream(values).flatMapToDouble(Arrays::stream).toArray();
    }

    /** The values of one block, not a copy. */
    double[] block(int index) {
        return values[index];
    }
}

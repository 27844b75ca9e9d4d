package dev.taximeter.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Nearest-rank quantiles of a sample, had again quickly when each of its blocks counts any number of times: at every 64th
 * sorted value it is known how many values of each block lie before, so a search skips nearly all of them. Immutable.
 */
final class BlockRanks {
    private static final int STRIDE = 64;

    private final double[] sorted;
    private final int[] blockOf;
    private final int[][] before;
    private final int[] counts;

    /** @param blocks with at least one value */
    BlockRanks(Blocks blocks) {
        double[] values = blocks.inOrder();
        int[] owners = IntStream.range(0, blocks.count())
                .flatMap(b -> IntStream.generate(() -> b).limit(blocks.block(b).length))
                .toArray();
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        sorted = IntStream.of(order).mapToDouble(i -> values[i]).toArray();
        blockOf = IntStream.of(order).map(i -> owners[i]).toArray();
        before = new int[Math.ceilDiv(sorted.length, STRIDE)][];
        counts = new int[blocks.count()];
        for (int i = 0; i < sorted.length; i++) {
            if (i % STRIDE == 0) {
                before[i / STRIDE] = counts.clone();
            }
            counts[blockOf[i]]++;
        }
    }

    /** The p-quantile when block b counts {@code weights[b]} times; NaN when nothing counts. */
    double quantile(int[] weights, double p) {
        long n = weigh(weights, counts);
        if (n == 0) {
            return Double.NaN;
        }
        long rank = Quantiles.rank(n, p);
        int checkpoint = lastCheckpointBefore(weights, rank);
        int i = checkpoint * STRIDE;
        long seen = weigh(weights, before[checkpoint]) + weights[blockOf[i]];
        while (seen < rank) {
            i++;
            seen += weights[blockOf[i]];
        }
        return sorted[i];
    }

    /** The last checkpoint that fewer than {@code rank} values precede. */
    private int lastCheckpointBefore(int[] weights, long rank) {
        int low = 0;
        int high = before.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (weigh(weights, before[middle]) < rank) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static long weigh(int[] weights, int[] numbers) {
        long sum = 0;
        for (int b = 0; b < weights.length; b++) {
            sum += (long) weights[b] * numbers[b];
        }
        return sum;
    }
}

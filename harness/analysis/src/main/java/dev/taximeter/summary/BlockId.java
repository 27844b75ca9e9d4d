package dev.taximeter.summary;

import dev.taximeter.model.Sample;
import java.util.Comparator;

/**
 * A block of a run, the unit of comparison.
 *
 * @param trial 0-based
 * @param block within the trial, 0-based
 */
public record BlockId(int trial, int block) implements Comparable<BlockId> {
    private static final Comparator<BlockId> ORDER =
            Comparator.comparingInt(BlockId::trial).thenComparingInt(BlockId::block);

    /** The block that this sample belongs to. */
    public static BlockId of(Sample sample) {
        return new BlockId(sample.trial(), sample.block());
    }

    @Override
    public int compareTo(BlockId other) {
        return ORDER.compare(this, other);
    }
}

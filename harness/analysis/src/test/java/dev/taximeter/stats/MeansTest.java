package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MeansTest {

    @Test
    void meanAndStandardDeviationAreTheTextbooks() {
        double[] values = {2, 4, 4, 4, 5, 5, 7, 9};
        assertThat(Means.mean(values)).isEqualTo(5);
        assertThat(Means.standardDeviation(values)).isCloseTo(Math.sqrt(32.0 / 7), within(1e-12));
    }

    @Test
    void withOneValueABlockTheIntervalIsStudents() {
        // n=10, mean 5.5, s=3.02765, t(0.975; 9)=2.262157
        double[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        Interval interval = Means.interval(Blocks.cut(values, 10), 0.95);
        assertThat(interval.low()).isCloseTo(3.334149, within(1e-5));
        assertThat(interval.high()).isCloseTo(7.665851, within(1e-5));
    }

    @Test
    void likenessWithinBlocksWidensTheInterval() {
        double[][] blocks = new double[10][];
        Arrays.setAll(blocks, b -> new double[] {b, b, b, b, b, b});
        Interval honest = Means.interval(Blocks.of(blocks), 0.95);
        Interval naive = Means.interval(Blocks.cut(Blocks.of(blocks).inOrder(), 60), 0.95);
        assertThat(honest.high() - honest.low()).isGreaterThan(2 * (naive.high() - naive.low()));
    }

    @Test
    void theIntervalCoversTheTruthWhenBlocksDiffer() {
        int covered = 0;
        for (int seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] blocks = new double[10][];
            Arrays.setAll(blocks, b -> {
                double weather = random.nextGaussian();
                return random.doubles(12).map(u -> weather + u - 0.5).toArray();
            });
            covered += Means.interval(Blocks.of(blocks), 0.95).contains(0) ? 1 : 0;
        }
        assertThat(covered / 500.0).isBetween(0.92, 0.98);
    }

    @Test
    void fewBlocksBecomeBatchesOfTheSameValuesInTheSameOrder() {
        double[] first = new double[30];
        double[] second = new double[31];
        Arrays.setAll(first, i -> i);
        Arrays.setAll(second, i -> 30 + i);
        Blocks batches = Blocks.of(first, second).orBatches();
        assertThat(batches.count()).isEqualTo(Blocks.BATCHES);
        assertThat(batches.size()).isEqualTo(61);
        assertThat(batches.inOrder()).isSorted().startsWith(0, 1, 2).endsWith(59, 60);
    }

    @Test
    void nothingCanBeCutIntoNothing() {
        assertThat(Blocks.cut(new double[0], 20).count()).isZero();
        assertThat(Blocks.of().orBatches().size()).isZero();
    }
}

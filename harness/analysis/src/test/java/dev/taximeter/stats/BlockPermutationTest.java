package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockPermutationTest {
    private static final BlockStatistic MEAN = new BlockStatistic.Mean();
    private static final BlockStatistic P99 = new BlockStatistic.Quantile(0.99);

    @Test
    void thePairedPValueIsTheOneOfAllChangesOfSides() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] candidate = Draws.lognormal(random, 8, 0.5);
            double[] baseline = Draws.lognormal(random, 8, 0.5);
            int extreme = 0;
            for (int code = 0; code < 256; code++) {
                extreme += distance(candidate, baseline, code) >= distance(candidate, baseline, 0) - 1e-12 ? 1 : 0;
            }
            double drawn = new BlockPermutation(20_000, seed)
                    .paired(Blocks.cut(candidate, 8), Blocks.cut(baseline, 8), MEAN)
                    .getAsDouble();
            assertThat(drawn).as("seed %d", seed).isCloseTo(extreme / 256.0, within(0.02));
        }
    }

    private static double distance(double[] candidate, double[] baseline, int changed) {
        double above = 0;
        double below = 0;
        for (int b = 0; b < candidate.length; b++) {
            boolean change = (changed >> b & 1) == 1;
            above += change ? baseline[b] : candidate[b];
            below += change ? candidate[b] : baseline[b];
        }
        return Math.abs(Math.log(above / below));
    }

    @Test
    void theUnpairedPValueIsTheOneOfAllChoices() {
        double[] candidate = {1.0, 1.3, 1.1, 2.0, 1.6};
        double[] baseline = {0.7, 1.2, 0.6, 0.9, 0.8};
        double[] all = {1.0, 1.3, 1.1, 2.0, 1.6, 0.7, 1.2, 0.6, 0.9, 0.8};
        double sum = Arrays.stream(all).sum();
        double observed = Math.abs(Math.log(
                Arrays.stream(candidate).sum() / Arrays.stream(baseline).sum()));
        int extreme = 0;
        for (int code = 0; code < 1_024; code++) {
            if (Integer.bitCount(code) == 5) {
                double above = 0;
                for (int b = 0; b < 10; b++) {
                    above += (code >> b & 1) * all[b];
                }
                extreme += Math.abs(Math.log(above / (sum - above))) >= observed - 1e-12 ? 1 : 0;
            }
        }
        double drawn = new BlockPermutation(20_000, 1)
                .unpaired(Blocks.cut(candidate, 5), Blocks.cut(baseline, 5), MEAN)
                .getAsDouble();
        assertThat(drawn).isCloseTo(extreme / 252.0, within(0.01));
    }

    @Test
    void equalTailsAreRarelyCalledDifferentAndDoubledOnesAre() {
        assertThat(shareBelowFivePercent(1)).isLessThan(0.1);
        assertThat(shareBelowFivePercent(2)).isGreaterThan(0.95);
    }

    private static double shareBelowFivePercent(double factor) {
        int below = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] candidate = Arrays.stream(Draws.lognormal(random, 2_000, 0.6))
                    .map(x -> x * factor)
                    .toArray();
            double p = new BlockPermutation(200, seed)
                    .paired(Blocks.cut(candidate, 20), Blocks.cut(Draws.lognormal(random, 2_000, 0.6), 20), P99)
                    .getAsDouble();
            below += p < 0.05 ? 1 : 0;
        }
        return below / 200.0;
    }

    @Test
    void fewBlocksDecideNothing() {
        BlockPermutation permutation = new BlockPermutation(100, 1);
        Blocks four = Blocks.cut(new double[] {1, 2, 3, 4}, 4);
        Blocks five = Blocks.cut(new double[] {1, 2, 3, 4, 5}, 5);
        assertThat(permutation.paired(four, four, MEAN)).isEmpty();
        assertThat(permutation.unpaired(four, five, MEAN)).isEmpty();
        assertThatThrownBy(() -> permutation.paired(four, five, MEAN)).hasMessageContaining("4 against 5");
    }
}

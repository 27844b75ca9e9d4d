package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlockedBootstrapTest {
    private static final BlockStatistic MEDIAN = new BlockStatistic.Quantile(0.5);
    private static final BlockStatistic P99 = new BlockStatistic.Quantile(0.99);
    private static final BlockedBootstrap BOOTSTRAP = new BlockedBootstrap(1_000, 1);

    @Test
    void quickStatisticsOfAResampleEqualThoseOfTheLiteralResample() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[][] blocks = new double[1 + random.nextInt(12)][];
            Arrays.setAll(
                    blocks,
                    b -> random.doubles(random.nextInt(60))
                            .map(u -> Math.floor(u * 100))
                            .toArray());
            int[] weights = random.ints(blocks.length, 0, 4).toArray();
            double[] literal = literalResample(blocks, weights);
            if (literal.length < 2) {
                continue;
            }
            BlockMoments moments = new BlockMoments(Blocks.of(blocks));
            BlockRanks ranks = new BlockRanks(Blocks.of(blocks));
            assertThat(moments.mean(weights)).as("seed %d", seed).isCloseTo(Means.mean(literal), within(1e-9));
            assertThat(moments.standardDeviation(weights))
                    .as("seed %d", seed)
                    .isCloseTo(Means.standardDeviation(literal), within(1e-7));
            for (double p : new double[] {0.01, 0.5, 0.9, 0.99, 1}) {
                assertThat(ranks.quantile(weights, p))
                        .as("seed %d p %s", seed, p)
                        .isEqualTo(Quantiles.nearestRank(Draws.sorted(literal), p));
            }
        }
    }

    private static double[] literalResample(double[][] blocks, int[] weights) {
        List<Double> values = new ArrayList<>();
        for (int b = 0; b < blocks.length; b++) {
            for (int again = 0; again < weights[b]; again++) {
                Arrays.stream(blocks[b]).forEach(values::add);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Test
    void theIntervalOfTinyDataEqualsTheOneOfAllResamples() {
        // All 5^5 resamples of five blocks of one value, in full.
        double[] values = {1, 2, 4, 8, 16};
        double[] means = new double[3_125];
        for (int code = 0; code < means.length; code++) {
            int rest = code;
            for (int i = 0; i < 5; i++) {
                means[code] += values[rest % 5] / 5;
                rest /= 5;
            }
        }
        Arrays.sort(means);
        Interval drawn =
                new BlockedBootstrap(200_000, 3).interval(Blocks.cut(values, 5), new BlockStatistic.Mean(), 0.5);
        // t(0.75; 4) = 0.740697, times √(5/4): Φ(−0.828125) = 0.203799
        double low = means[(int) (0.203799 * 3_124)];
        double high = means[3_124 - (int) (0.203799 * 3_124)];
        assertThat(drawn).isNotNull();
        assertThat(drawn.low()).isCloseTo(low, within(0.21));
        assertThat(drawn.high()).isCloseTo(high, within(0.21));
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        Blocks blocks = blocks(new SplittableRandom(1), 10, 20, 1, new double[10]);
        assertThat(BOOTSTRAP.interval(blocks, MEDIAN, 0.95)).isEqualTo(BOOTSTRAP.interval(blocks, MEDIAN, 0.95));
        assertThat(new BlockedBootstrap(1_000, 2).interval(blocks, MEDIAN, 0.95))
                .isNotEqualTo(BOOTSTRAP.interval(blocks, MEDIAN, 0.95));
    }

    @Test
    void whatCannotBeHadIsAbsent() {
        assertThat(BOOTSTRAP.interval(Blocks.of(new double[] {1, 2, 3}), MEDIAN, 0.95))
                .isNull();
        assertThat(BOOTSTRAP.interval(Blocks.of(), MEDIAN, 0.95)).isNull();
        Blocks zeros = Blocks.cut(new double[10], 10);
        assertThat(BOOTSTRAP.ratio(zeros, zeros, MEDIAN, 0.95)).isNull();
        assertThatThrownBy(() -> BOOTSTRAP.ratio(zeros, Blocks.cut(new double[9], 9), MEDIAN, 0.95))
                .hasMessageContaining("10 against 9");
    }

    @Test
    void twoEqualArmsAreRarelyCalledDifferent() {
        assertThat(shareOfIntervalsThatExclude(1, MEDIAN, 500, 20, 0)).isLessThan(0.075);
        assertThat(shareOfIntervalsThatExclude(1, new BlockStatistic.Mean(), 500, 20, 0))
                .isLessThan(0.075);
        assertThat(shareOfIntervalsThatExclude(1, P99, 200, 100, 0)).isLessThan(0.075);
    }

    @Test
    void twoEqualArmsInChangingWeatherAreRarelyCalledDifferent() {
        assertThat(shareOfIntervalsThatExclude(1, MEDIAN, 500, 20, 0.5)).isLessThan(0.075);
    }

    @Test
    void anArmThatIsTenPercentSlowerIsFoundAtOneThousandValues() {
        // Median of lognormal σ=0.3, 10 blocks of 100 values an arm.
        assertThat(shareOfIntervalsThatExclude(1.1, MEDIAN, 200, 100, 0.5)).isGreaterThan(0.9);
    }

    @Test
    void sharedWeatherCancelsInTheRatio() {
        SplittableRandom random = new SplittableRandom(4);
        double[] weather = random.doubles(10).map(u -> u * 4).toArray();
        Blocks slow = blocks(random, 10, 50, 2, weather);
        Blocks fast = blocks(random, 10, 50, 1, weather);
        Interval ratio = BOOTSTRAP.ratio(slow, fast, MEDIAN, 0.95);
        Interval alone = BOOTSTRAP.interval(fast, MEDIAN, 0.95);
        assertThat(ratio).isNotNull();
        assertThat(alone).isNotNull();
        assertThat(ratio.contains(2)).isTrue();
        assertThat(ratio.high() / ratio.low()).isLessThan(alone.high() / alone.low());
    }

    private static double shareOfIntervalsThatExclude(
            double factor, BlockStatistic statistic, int seeds, int valuesPerBlock, double weatherSigma) {
        int excluded = 0;
        for (int seed = 0; seed < seeds; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] weather = new double[10];
            Arrays.setAll(weather, b -> weatherSigma * random.nextGaussian());
            Blocks candidate = blocks(random, 10, valuesPerBlock, factor, weather);
            Blocks baseline = blocks(random, 10, valuesPerBlock, 1, weather);
            Interval ratio = new BlockedBootstrap(400, seed).ratio(candidate, baseline, statistic, 0.95);
            assertThat(ratio).isNotNull();
            excluded += ratio.contains(1) ? 0 : 1;
        }
        return (double) excluded / seeds;
    }

    private static Blocks blocks(
            SplittableRandom random, int count, int valuesPerBlock, double factor, double[] weather) {
        double[][] blocks = new double[count][];
        for (int b = 0; b < count; b++) {
            double level = factor * Math.exp(weather[b]);
            blocks[b] = Arrays.stream(Draws.lognormal(random, valuesPerBlock, 0.3))
                    .map(x -> x * level)
                    .toArray();
        }
        return Blocks.of(blocks);
    }
}

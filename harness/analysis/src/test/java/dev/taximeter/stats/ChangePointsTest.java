package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangePointsTest {
    private static final ChangePoints NIGHTLY = new ChangePoints(0.001, 0.05);

    /** The series of Apache Otava's own tests (tests/series_test.py), which change at 6 and at 4. */
    @Test
    void theSeriesOfOtavasTestsChangeWhereItSaysTheyDo() {
        double[] first = {1.02, 0.95, 0.99, 1.00, 1.12, 0.90, 0.50, 0.51, 0.48, 0.48, 0.55};
        double[] second = {2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.80, 1.76, 1.78};

        assertThat(NIGHTLY.of(first)).extracting(ChangePoints.Change::index).containsExactly(6);
        assertThat(NIGHTLY.of(second)).extracting(ChangePoints.Change::index).containsExactly(4);
        assertThat(new ChangePoints(0.001, 0.2).of(second)).isEmpty();
        assertThat(NIGHTLY.of(first).getFirst().ratio()).isCloseTo(0.504 / (5.98 / 6), within(1e-9));
    }

    @Test
    void theQuickCutEqualsTheOneOfTheFormulaWordForWord() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double[] values = Draws.lognormal(random, random.nextInt(40), 0.3);
            int shift = values.length / 3;
            for (int i = shift; i < values.length; i++) {
                values[i] *= 1 + random.nextInt(2) * 0.3;
            }
            assertThat(ChangePoints.furthestApart(values)).as("seed %d", seed).isEqualTo(literalCut(values));
        }
    }

    /** Matteson and James, equations 5 and 7 with α = 1. */
    private static int literalCut(double[] values) {
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int cut = 2; cut <= values.length - 2; cut++) {
            double[] x = Arrays.copyOfRange(values, 0, cut);
            double[] y = Arrays.copyOfRange(values, cut, values.length);
            double m = x.length;
            double k = y.length;
            double energy =
                    2 / (m * k) * all(x, y) - all(x, x) / 2 / (m * (m - 1) / 2) - all(y, y) / 2 / (k * (k - 1) / 2);
            if (m * k / (m + k) * energy > largest + 1e-9) {
                largest = m * k / (m + k) * energy;
                best = cut;
            }
        }
        return best;
    }

    private static double all(double[] x, double[] y) {
        double sum = 0;
        for (double one : x) {
            for (double other : y) {
                sum += Math.abs(one - other);
            }
        }
        return sum;
    }

    @Test
    void aSlowdownOfFifteenPercentIsFoundWithinThreeNights() {
        int found = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] nights = nights(new SplittableRandom(seed), 43, 0.02);
            for (int night = 40; night < 43; night++) {
                nights[night] *= 1.15;
            }
            found += NIGHTLY.of(nights).stream().anyMatch(change -> change.index() == 40) ? 1 : 0;
        }
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void steadyNightsHardlyEverChange() {
        int found = 0;
        for (int seed = 0; seed < 500; seed++) {
            found += NIGHTLY.of(nights(new SplittableRandom(seed), 60, 0.02)).isEmpty() ? 0 : 1;
        }
        assertThat(found).isLessThanOrEqualTo(5);
    }

    @Test
    void aChangeThatALaterLargerOneHidesIsFoundToo() {
        double[] nights = nights(new SplittableRandom(5), 120, 0.01);
        for (int night = 0; night < nights.length; night++) {
            nights[night] *= night < 40 ? 1 : night < 80 ? 1.1 : 3;
        }
        assertThat(NIGHTLY.of(nights)).extracting(ChangePoints.Change::index).containsExactly(40, 80);
    }

    @Test
    void levelsWithoutSpreadAndShortSeriesAreNoTrouble() {
        assertThat(NIGHTLY.of(1, 1, 1, 2, 2, 2))
                .extracting(ChangePoints.Change::index)
                .containsExactly(3);
        assertThat(NIGHTLY.of(1, 1, 1, 1, 1, 1)).isEmpty();
        assertThat(NIGHTLY.of(1, 2, 3)).isEmpty();
        assertThat(NIGHTLY.of()).isEmpty();
    }

    private static double[] nights(SplittableRandom random, int count, double sigma) {
        return Draws.lognormal(random, count, sigma);
    }
}

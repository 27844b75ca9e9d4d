package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    @ParameterizedTest
    @CsvSource({"1, 0.5, 1", "2, 0.5, 1", "3, 0.5, 2", "100, 0.07, 7", "1000, 0.99, 990", "1000, 0.999, 999", "7, 1, 7"
    })
    void rankIsTheCeilingOfNTimesPWithoutRoundingErrors(int n, double p, int rank) {
        assertThat(Quantiles.rank(n, p)).isEqualTo(rank);
    }

    @Test
    void aRankOfNothingIsRefused() {
        assertThatThrownBy(() -> Quantiles.rank(0, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Quantiles.rank(5, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theQuantileIsAlwaysAMeasuredValue() {
        assertThat(Quantiles.nearestRank(new double[] {1, 2, 4, 8}, 0.5)).isEqualTo(2);
        assertThat(Quantiles.nearestRank(new double[] {1, 2, 4, 8}, 0.51)).isEqualTo(4);
        assertThat(Quantiles.nearestRank(new double[] {3}, 0.999)).isEqualTo(3);
    }

    @Test
    void independentValuesGetTheDistributionFreeInterval() {
        double[] values = Draws.lognormal(new SplittableRandom(5), 1_000, 0.6);
        double[] sorted = Draws.sorted(values);

        assertThat(Quantiles.interval(values, sorted, 0.99, 0.95))
                .isEqualTo(new Interval(sorted[982], sorted[996], 0.95));
    }

    @Test
    void valuesThatResembleTheirNeighboursGetAWiderInterval() {
        double[] values = Draws.lognormalAr1(new SplittableRandom(5), 1_000, 0.6, 0.95);
        double[] sorted = Draws.sorted(values);

        Interval naive = OrderStatistics.interval(sorted, 0.5, 0.95);
        Interval honest = Quantiles.interval(values, sorted, 0.5, 0.95);

        assertThat(honest.low()).isLessThan(naive.low());
        assertThat(honest.high()).isGreaterThan(naive.high());
    }

    @Test
    void intervalsOfIndependentValuesCoverTheTruth() {
        assertThat(coverage(0.0, 500, 0.99, 400)).isGreaterThan(0.93);
        assertThat(coverage(0.0, 200, 0.5, 400)).isGreaterThan(0.92);
    }

    @Test
    void intervalsOfAutocorrelatedValuesCoverTheTruthNearlyAsOftenAsPublished() {
        // Published for n=1,000 and φ=0.9: 66 % without the correction, 89 % with it.
        assertThat(coverage(0.9, 1_000, 0.99, 200)).isGreaterThan(0.82);
        assertThat(naiveCoverage(0.9, 1_000, 0.99, 200)).isLessThan(0.75);
    }

    private static double coverage(double phi, int n, double p, int seeds) {
        double truth = Draws.lognormalQuantile(p, 0.6);
        int covered = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(seed), n, 0.6, phi);
            covered += Quantiles.interval(values, Draws.sorted(values), p, 0.95).contains(truth) ? 1 : 0;
        }
        return (double) covered / seeds;
    }

    private static double naiveCoverage(double phi, int n, double p, int seeds) {
        double truth = Draws.lognormalQuantile(p, 0.6);
        int covered = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(seed), n, 0.6, phi);
            covered += OrderStatistics.interval(Draws.sorted(values), p, 0.95).contains(truth) ? 1 : 0;
        }
        return (double) covered / seeds;
    }
}

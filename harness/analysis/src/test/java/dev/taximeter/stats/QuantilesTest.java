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
    void independentValuesCountInFull() {
        double[] values = Draws.lognormal(new SplittableRandom(5), 1_000, 0.6);
        double[] sorted = Draws.sorted(values);

        assertThat(interval(values, 0.99)).isEqualTo(OrderStatistics.interval(sorted, 1_000, 0.99, 0.95));
    }

    @Test
    void valuesThatResembleTheirNeighboursGetAWiderInterval() {
        double[] values = Draws.lognormalAr1(new SplittableRandom(5), 2_000, 0.6, 0.9);
        double[] sorted = Draws.sorted(values);

        Interval naive = OrderStatistics.interval(sorted, 2_000, 0.5, 0.95);
        Interval honest = interval(values, 0.5);

        assertThat(honest.low()).isLessThan(naive.low());
        assertThat(honest.high()).isGreaterThan(naive.high());
    }

    @Test
    void tooFewEffectiveValuesGiveNoInterval() {
        assertThat(interval(Draws.lognormal(new SplittableRandom(1), 367, 0.6), 0.99))
                .isNull();
        assertThat(interval(Draws.lognormal(new SplittableRandom(1), 5, 0.6), 0.5))
                .isNull();
        assertThat(interval(Draws.lognormalAr1(new SplittableRandom(1), 1_000, 0.6, 0.9), 0.99))
                .isNull();
    }

    /** The tables of docs/statistics.md, with fewer draws: a tenth of a percent of these bounds would be luck. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 30",
        "0, 0.95, 72",
        "0, 0.99, 368",
        "0.5, 0.5, 75",
        "0.5, 0.95, 250",
        "0.5, 0.99, 800",
        "0.9, 0.5, 300",
        "0.9, 0.95, 1500",
        "0.9, 0.99, 3500"
    })
    void intervalsCoverTheTruthFromTheStatedNumberOfValuesOn(double phi, double p, int n) {
        double truth = Draws.lognormalQuantile(p, 0.6);
        int covered = 0;
        int given = 0;
        for (int seed = 0; seed < 300; seed++) {
            Interval interval = interval(Draws.lognormalAr1(new SplittableRandom(seed), n, 0.6, phi), p);
            given += interval == null ? 0 : 1;
            covered += interval != null && interval.contains(truth) ? 1 : 0;
        }
        assertThat(given).isGreaterThan(270);
        assertThat((double) covered / given).isBetween(0.9, 0.99);
    }

    @Test
    void intervalsThatTookAlikeValuesForIndependentOnesWouldNotCover() {
        double truth = Draws.lognormalQuantile(0.99, 0.6);
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(seed), 4_000, 0.6, 0.9);
            covered += OrderStatistics.interval(Draws.sorted(values), 4_000, 0.99, 0.95)
                            .contains(truth)
                    ? 1
                    : 0;
        }
        assertThat(covered / 200.0).isLessThan(0.75);
    }

    private static Interval interval(double[] values, double p) {
        return Quantiles.interval(new EffectiveSize(values), Draws.sorted(values), p, 0.95);
    }
}

package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatisticsTest {

    @ParameterizedTest
    @CsvSource({"368, 360, 368", "500, 490, 500", "1000, 983, 997", "3000, 2959, 2981", "10000, 9880, 9920"})
    void ranksOfTheNinetyNinthPercentileAreThePublishedOnes(int n, int low, int high) {
        assertThat(OrderStatistics.ranks(n, 0.99, 0.95)).isEqualTo(new OrderStatistics.Ranks(low, high, n));
    }

    @Test
    void threeHundredValuesGiveNoUpperEndOfTheNinetyNinthPercentile() {
        OrderStatistics.Ranks ranks = OrderStatistics.ranks(300, 0.99, 0.95);

        assertThat(ranks.high()).isEqualTo(301);
        assertThat(ranks.finite()).isFalse();
        double[] sorted = IntStream.rangeClosed(1, 300).asDoubleStream().toArray();
        Interval interval = OrderStatistics.interval(sorted, 0.99, 0.95);
        assertThat(interval.high()).isInfinite();
        assertThat(interval.low()).isEqualTo(ranks.low());
    }

    @ParameterizedTest
    @CsvSource({"0.9, 36, 29", "0.95, 72, 59", "0.99, 368, 299", "0.999, 3688, 2995", "0.5, 6, 5"})
    void smallestNumbersOfValuesAreThePublishedOnes(double p, int twoSided, int oneSided) {
        assertThat(OrderStatistics.minimumTwoSided(p, 0.95)).isEqualTo(twoSided);
        assertThat(OrderStatistics.minimumOneSided(p, 0.95)).isEqualTo(oneSided);
        assertThat(OrderStatistics.ranks(twoSided, p, 0.95).finite()).isTrue();
        assertThat(OrderStatistics.ranks(twoSided - 1, p, 0.95).finite()).isFalse();
    }

    @Test
    void ranksEqualThoseOfALiteralSummationOfTheBinomial() {
        for (int n : new int[] {1, 2, 5, 17, 60, 100, 371}) {
            for (double p : new double[] {0.1, 0.5, 0.9, 0.95, 0.99}) {
                assertThat(OrderStatistics.ranks(n, p, 0.95))
                        .as("n=%d p=%s", n, p)
                        .isEqualTo(literalRanks(n, p, 0.025));
            }
        }
    }

    /** The largest l with P(B < l) ≤ tail and the smallest u with P(B ≥ u) ≤ tail, term by term. */
    private static OrderStatistics.Ranks literalRanks(int n, double p, double tail) {
        double[] mass = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            double log = k * Math.log(p) + (n - k) * Math.log1p(-p);
            for (int i = 1; i <= k; i++) {
                log += Math.log(n - k + i) - Math.log(i);
            }
            mass[k] = Math.exp(log);
        }
        int low = 0;
        double below = 0;
        while (low <= n && below + mass[low] <= tail) {
            below += mass[low];
            low++;
        }
        int high = n + 1;
        double above = 0;
        while (high > 0 && above + mass[high - 1] <= tail) {
            above += mass[high - 1];
            high--;
        }
        return new OrderStatistics.Ranks(low, high, n);
    }
}

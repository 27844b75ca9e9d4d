package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderStatisticsTest {

    /** Hahn and Meeker's whole ranks; the interval between fractional ranks lies inside them, by less than one rank. */
    @ParameterizedTest
    @CsvSource({"368, 360, 368", "500, 490, 500", "1000, 983, 997", "3000, 2959, 2981", "10000, 9880, 9920"})
    void ranksOfTheNinetyNinthPercentileAreThePublishedOnesUpToAFraction(int n, int low, int high) {
        Interval ranks = OrderStatistics.interval(oneTo(n), n, 0.99, 0.95);

        assertThat(ranks.low()).isBetween((double) low, low + 1.0);
        assertThat(ranks.high()).isBetween(high - 1.0, (double) high);
    }

    @Test
    void threeHundredValuesGiveNoUpperEndOfTheNinetyNinthPercentile() {
        Interval interval = OrderStatistics.interval(oneTo(300), 300, 0.99, 0.95);

        assertThat(interval.high()).isInfinite();
        assertThat(interval.low()).isBetween(292.0, 294.0);
    }

    @Test
    void valuesThatAreWorthLessGiveWiderIntervals() {
        Interval all = OrderStatistics.interval(oneTo(1_000), 1_000, 0.5, 0.95);
        Interval quarter = OrderStatistics.interval(oneTo(1_000), 250, 0.5, 0.95);

        assertThat(quarter.high() - quarter.low()).isCloseTo(2 * (all.high() - all.low()), within(1.0));
    }

    private static double[] oneTo(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }

    @ParameterizedTest
    @CsvSource({"0.9, 36, 29", "0.95, 72, 59", "0.99, 368, 299", "0.999, 3688, 2995", "0.5, 6, 5"})
    void smallestNumbersOfValuesAreThePublishedOnes(double p, int twoSided, int oneSided) {
        assertThat(OrderStatistics.minimumTwoSided(p, 0.95)).isEqualTo(twoSided);
        assertThat(OrderStatistics.minimumOneSided(p, 0.95)).isEqualTo(oneSided);
        assertThat(OrderStatistics.interval(oneTo(twoSided), twoSided, p, 0.95).finite())
                .isTrue();
        assertThat(OrderStatistics.interval(oneTo(twoSided - 1), twoSided - 1, p, 0.95)
                        .finite())
                .isFalse();
    }

    @Test
    void fractionalRanksLieBetweenTheWholeOnesOfALiteralSummation() {
        for (int n : new int[] {17, 60, 100, 371}) {
            for (double p : new double[] {0.5, 0.9, 0.95, 0.99}) {
                Interval ranks = OrderStatistics.interval(oneTo(n), n, p, 0.95);
                double low = literalRank(n, p, 0.975);
                double high = literalRank(n, p, 0.025) + 1;
                if (high <= n) {
                    assertThat(ranks.low()).as("n=%d p=%s", n, p).isBetween(low, low + 1);
                    assertThat(ranks.high()).as("n=%d p=%s", n, p).isBetween(high - 1, high);
                }
            }
        }
    }

    /** The largest r for which P(at least r of n values lie below the quantile) is no less than this, term by term. */
    private static int literalRank(int n, double p, double probability) {
        double atLeast = 1;
        for (int r = 0; r <= n; r++) {
            double log = r * Math.log(p) + (n - r) * Math.log1p(-p);
            for (int i = 1; i <= r; i++) {
                log += Math.log(n - r + i) - Math.log(i);
            }
            atLeast -= Math.exp(log);
            if (atLeast < probability) {
                return r;
            }
        }
        return n;
    }
}

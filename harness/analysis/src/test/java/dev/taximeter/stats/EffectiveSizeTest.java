package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectiveSizeTest {

    @Test
    void equalValuesCountInFull() {
        assertThat(new EffectiveSize(new double[] {3, 3, 3, 3}).atQuantile(0.5)).isEqualTo(4);
        assertThat(new EffectiveSize(new double[] {3}).atQuantile(0.5)).isEqualTo(1);
        assertThat(new EffectiveSize(new double[] {3, 3, 3, 3}).atLimit(5)).isEqualTo(4);
    }

    @Test
    void alternatingValuesCountInFullAndNeverForMoreThanTheyAre() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i % 2);
        assertThat(new EffectiveSize(values).atQuantile(0.6)).isEqualTo(100);
    }

    @Test
    void independentValuesNearlyAlwaysCountInFull() {
        for (double p : new double[] {0.5, 0.9, 0.99}) {
            int less = 0;
            for (int seed = 0; seed < 500; seed++) {
                double[] values = Draws.lognormal(new SplittableRandom(seed), 400, 0.6);
                less += new EffectiveSize(values).atQuantile(p) < 400 ? 1 : 0;
            }
            assertThat(less).as("p=%s", p).isLessThan(20);
        }
    }

    @Test
    void slowValuesInARowCountForLess() {
        double[] values = Draws.lognormal(new SplittableRandom(1), 400, 0.1);
        Arrays.fill(values, 200, 204, 50);
        assertThat(new EffectiveSize(values).atQuantile(0.99)).isLessThan(200);
        assertThat(new EffectiveSize(values).atLimit(10)).isLessThan(200);
    }

    @Test
    void anAutoregressionCountsForWhatTheoryGives() {
        // The median's indicator of a Gaussian AR(1) has ρₖ = 2/π·asin(φᵏ) (Sheppard's formula).
        double phi = 0.8;
        double sum = 0;
        for (int lag = 1; lag < 200; lag++) {
            sum += 2 / Math.PI * Math.asin(Math.pow(phi, lag));
        }
        double expected = 20_000 / (1 + 2 * sum);
        double[] values = Draws.lognormalAr1(new SplittableRandom(7), 20_000, 0.6, phi);

        assertThat(new EffectiveSize(values).atQuantile(0.5)).isCloseTo(expected, within(0.25 * expected));
    }

    @Test
    void aSlowDriftIsSeenInTheTailBeforeTheTailShowsIt() {
        // 500 values hold five beyond p99: too few to see, in them alone, that neighbours are alike.
        int seen = 0;
        for (int seed = 0; seed < 100; seed++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(seed), 500, 0.6, 0.9);
            seen += new EffectiveSize(values).atQuantile(0.99) < 250 ? 1 : 0;
        }
        assertThat(seen).isGreaterThan(95);
    }

    @Test
    void theIndicatorsCorrelationIsSheppardsAtTheMedianAndTheSimulatedOneInTheTail() {
        double phi = 0.9;
        double[] values = Draws.lognormalAr1(new SplittableRandom(3), 200_000, 0.6, phi);
        double median = 0;
        for (int lag = 1; lag < 100; lag++) {
            median += 2 / Math.PI * Math.asin(Math.pow(phi, lag));
        }
        RankMemory ranks = new RankMemory(values);
        assertThat(ranks.inflation(0.5)).isCloseTo(1 + 2 * median, within(1.5));

        double truth = Draws.lognormalQuantile(0.95, 0.6);
        double tail = 0;
        for (int lag = 1; lag < 60; lag++) {
            int both = 0;
            for (int i = lag; i < values.length; i++) {
                both += values[i] > truth && values[i - lag] > truth ? 1 : 0;
            }
            tail += ((double) both / values.length - 0.05 * 0.05) / (0.05 * 0.95);
        }
        assertThat(ranks.inflation(0.95)).isCloseTo(1 + 2 * tail, within(1.5));
    }
}

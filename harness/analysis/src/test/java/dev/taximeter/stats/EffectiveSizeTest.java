package dev.taximeter.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EffectiveSizeTest {

    @Test
    void equalValuesCountInFull() {
        assertThat(EffectiveSize.ofQuantile(new double[] {3, 3, 3, 3}, 3)).isEqualTo(4);
        assertThat(EffectiveSize.ofQuantile(new double[] {3}, 3)).isEqualTo(1);
    }

    @Test
    void alternatingValuesCountInFullAndNeverForMoreThanTheyAre() {
        double[] values = new double[100];
        Arrays.setAll(values, i -> i % 2);
        assertThat(EffectiveSize.ofQuantile(values, 1)).isEqualTo(100);
    }

    @Test
    void independentValuesNearlyAlwaysCountInFull() {
        for (double p : new double[] {0.5, 0.9, 0.99}) {
            int less = 0;
            for (int seed = 0; seed < 500; seed++) {
                double[] values = Draws.lognormal(new SplittableRandom(seed), 400, 0.6);
                double quantile = Quantiles.nearestRank(Draws.sorted(values), p);
                less += EffectiveSize.ofQuantile(values, quantile) < 400 ? 1 : 0;
            }
            assertThat(less).as("p=%s", p).isLessThan(20);
        }
    }

    @Test
    void slowValuesInARowCountForLess() {
        double[] values = Draws.lognormal(new SplittableRandom(1), 400, 0.1);
        Arrays.fill(values, 200, 204, 50);
        double quantile = Quantiles.nearestRank(Draws.sorted(values), 0.99);
        assertThat(EffectiveSize.ofQuantile(values, quantile)).isLessThan(200);
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

        assertThat(EffectiveSize.ofQuantile(values, 1)).isCloseTo(expected, within(0.25 * expected));
    }
}

package dev.taximeter.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Seeded random values with a known truth. */
public final class Draws {
    private Draws() {}

    /** Lognormal with median 1. */
    public static double[] lognormal(SplittableRandom random, int n, double sigma) {
        return lognormalAr1(random, n, sigma, 0);
    }

    /** The same, where ln x follows a stationary first-order autoregression. */
    public static double[] lognormalAr1(SplittableRandom random, int n, double sigma, double phi) {
        double[] values = new double[n];
        double state = random.nextGaussian();
        for (int i = 0; i < n; i++) {
            values[i] = Math.exp(sigma * state);
            state = phi * state + Math.sqrt(1 - phi * phi) * random.nextGaussian();
        }
        return values;
    }

    public static double lognormalQuantile(double p, double sigma) {
        return Math.exp(sigma * NormalDistribution.of(0, 1).inverseCumulativeProbability(p));
    }

    public static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}

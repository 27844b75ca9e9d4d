package dev.taximeter.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/** Shares of a whole and how surely they are known. */
public final class Proportions {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Proportions() {}

    /**
     * Wilson's score interval (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22,
     * 1927). The share need not be a whole number of n: a unit may be half right.
     *
     * @param share in 0..1
     * @param n units, at least 1
     * @param confidence in (0..1)
     */
    public static Interval wilson(double share, long n, double confidence) {
        double z = z(confidence);
        double zz = z * z / n;
        double centre = (share + zz / 2) / (1 + zz);
        double half = z / (1 + zz) * Math.sqrt(share * (1 - share) / n + zz / (4 * n));
        return new Interval(Math.clamp(centre - half, 0, share), Math.clamp(centre + half, share, 1), confidence);
    }

    /**
     * The exact interval of Clopper and Pearson ("The Use of Confidence or Fiducial Limits", Biometrika 26, 1934); never
     * too narrow.
     *
     * @param hits in 0..n
     * @param n trials, at least 1
     * @param confidence in (0..1)
     */
    public static Interval clopperPearson(int hits, int n, double confidence) {
        var exact = BinomialConfidenceInterval.CLOPPER_PEARSON.fromErrorRate(n, hits, 1 - confidence);
        return new Interval(exact.getLowerBound(), exact.getUpperBound(), confidence);
    }

    /**
     * The interval of a mean difference between paired shares. Two pairs are added that say nothing on the whole, one
     * without a difference and two halves that contradict each other, so that a few pairs that agree do not pass for
     * certainty: Agresti and Min, "Simple Improved Confidence Intervals for Comparing Matched Proportions", Statistics in
     * Medicine 24, 2005.
     *
     * @param differences one a pair, each in −1..1; at least one
     * @param confidence in (0..1)
     */
    public static Interval pairedDifference(double[] differences, double confidence) {
        double n = differences.length + 2.0;
        double mean = Arrays.stream(differences).sum() / n;
        double squares = (Arrays.stream(differences).map(d -> d * d).sum() + 1) / n;
        double half = z(confidence) * Math.sqrt((squares - mean * mean) / n);
        return new Interval(Math.max(-1, mean - half), Math.min(1, mean + half), confidence);
    }

    private static double z(double confidence) {
        return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    }
}

package dev.taximeter.stats;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.inference.FisherExactTest;
import org.jspecify.annotations.Nullable;

/** Shares of a whole and how surely they are known. */
public final class Proportions {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Shares closer together than this differ by rounding. */
    private static final double SAME = 1e-12;

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
     * An interval from drawing units; Wilson's with as many units where there is none or where no draw differs from
     * another. That all units say the same does not prove that all others would, and an interval without width says so.
     *
     * @param drawn null when there are too few units to draw from
     * @param share the estimate
     * @param units at least 1
     * @param confidence in (0..1)
     * @return null when nothing can be said: there is no interval, and the share is not in 0..1
     */
    public static @Nullable Interval drawnOrWilson(
            @Nullable Interval drawn, double share, long units, double confidence) {
        if (drawn != null && drawn.high() - drawn.low() > SAME) {
            return drawn;
        }
        return share >= 0 && share <= 1 ? wilson(share, units, confidence) : null;
    }

    /**
     * The exact interval of Clopper and Pearson ("The Use of Confidence or Fiducial Limits", Biometrika 26, 1934); never
     * too narrow. Neither number need be whole: trials that resemble one another are worth fewer, and the hits shrink with
     * them (Korn and Graubard, "Confidence Intervals for Proportions with Small Expected Number of Positive Counts",
     * Survey Methodology 24, 1998). Each end alone is a one-sided limit of confidence (1 + {@code confidence})/2.
     *
     * @param hits in 0..n
     * @param n trials, above 0
     * @param confidence in (0..1)
     */
    public static Interval clopperPearson(double hits, double n, double confidence) {
        double tail = (1 - confidence) / 2;
        double low = hits <= 0 ? 0 : BetaDistribution.of(hits, n - hits + 1).inverseCumulativeProbability(tail);
        double high = hits >= n ? 1 : BetaDistribution.of(hits + 1, n - hits).inverseSurvivalProbability(tail);
        return new Interval(low, high, confidence);
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

    /**
     * The interval of the difference of two unpaired shares, first − second, from one hit and one miss more on either side:
     * Agresti and Caffo, "Simple and Effective Confidence Intervals for Proportions and Differences of Proportions", The
     * American Statistician 54, 2000.
     *
     * @param hits in 0..n
     * @param n trials, at least 1
     * @param otherHits in 0..otherN
     * @param otherN trials, at least 1
     * @param confidence in (0..1)
     */
    public static Interval difference(long hits, long n, long otherHits, long otherN, double confidence) {
        double first = (hits + 1.0) / (n + 2.0);
        double second = (otherHits + 1.0) / (otherN + 2.0);
        double half =
                z(confidence) * Math.sqrt(first * (1 - first) / (n + 2.0) + second * (1 - second) / (otherN + 2.0));
        return new Interval(Math.max(-1, first - second - half), Math.min(1, first - second + half), confidence);
    }

    /**
     * Fisher's exact test of two unpaired shares being equal, two-sided ("The Logic of Inductive Inference", Journal of the
     * Royal Statistical Society 98, 1935).
     */
    public static double fisher(long hits, long n, long otherHits, long otherN) {
        int[][] table = {
            {Math.toIntExact(hits), Math.toIntExact(n - hits)},
            {Math.toIntExact(otherHits), Math.toIntExact(otherN - otherHits)}
        };
        boolean empty = hits + otherHits == 0 || hits + otherHits == n + otherN;
        return empty ? 1 : FisherExactTest.withDefaults().test(table).getPValue();
    }

    /**
     * McNemar's exact test: how surprising it is, if both are equally good, that those pairs in which only one of the two
     * was right are shared out so unevenly (McNemar, "Note on the Sampling Error of the Difference Between Correlated
     * Proportions", Psychometrika 12, 1947). Two-sided; 1 when no pair differs.
     *
     * @param onlyFirst pairs in which only the first was right, at least 0
     * @param onlySecond pairs in which only the second was right, at least 0
     */
    public static double mcNemar(int onlyFirst, int onlySecond) {
        int different = onlyFirst + onlySecond;
        return different == 0
                ? 1
                : BinomialTest.withDefaults().test(different, onlyFirst, 0.5).getPValue();
    }

    private static double z(double confidence) {
        return NORMAL.inverseSurvivalProbability((1 - confidence) / 2);
    }
}

package dev.taximeter.stats;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How often intervals cover what they say. Not part of the build; run it with
 *
 * <pre>mvn -pl harness/analysis -am test -Dtest=CoverageSimulation -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class CoverageSimulation {
    private static final long SEED = 20_261_124;
    private static final int SERIES = 2_000;
    private static final double SIGMA = 0.6;

    @Test
    void coverageOfPercentiles() throws IOException {
        StringBuilder table = new StringBuilder("| memory φ | percentile | n | mean effective n | interval given |"
                + " covers, where given | would cover as if independent |\n"
                + "| --: | :-- | --: | --: | --: | --: | --: |\n");
        for (double phi : new double[] {0, 0.5, 0.9}) {
            for (double p : new double[] {0.5, 0.95, 0.99}) {
                for (int n : sizes(phi, p)) {
                    table.append(row(phi, p, n));
                }
            }
        }
        StatisticsDocument.put("coverage", table.toString());
    }

    /** The stated minimum first, then what people measure. */
    private static int[] sizes(double phi, double p) {
        if (p == 0.5) {
            return phi == 0
                    ? new int[] {6, 10, 30, 100, 1_000}
                    : phi == 0.5 ? new int[] {75, 200, 1_000} : new int[] {300, 1_000, 3_000};
        }
        if (p == 0.95) {
            return phi == 0
                    ? new int[] {72, 100, 300, 1_000}
                    : phi == 0.5 ? new int[] {250, 400, 1_000} : new int[] {1_500, 2_000, 5_000};
        }
        return phi == 0
                ? new int[] {368, 500, 1_000, 3_000, 10_000}
                : phi == 0.5 ? new int[] {800, 1_000, 3_000} : new int[] {3_500, 5_000, 10_000};
    }

    private static String row(double phi, double p, int n) {
        double truth = Draws.lognormalQuantile(p, SIGMA);
        int given = 0;
        int covered = 0;
        int naive = 0;
        double effective = 0;
        for (int i = 0; i < SERIES; i++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(SEED + i), n, SIGMA, phi);
            double[] sorted = Draws.sorted(values);
            EffectiveSize size = new EffectiveSize(values);
            effective += size.atQuantile(p) / SERIES;
            Interval interval = Quantiles.interval(size, sorted, p, 0.95);
            given += interval == null ? 0 : 1;
            covered += interval != null && interval.contains(truth) ? 1 : 0;
            naive += OrderStatistics.interval(sorted, n, p, 0.95).contains(truth) ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "| %.1f | p%.0f | %,d | %,.0f | %.1f %% | %.1f %% | %.1f %% |\n",
                phi,
                p * 100,
                n,
                effective,
                100.0 * given / SERIES,
                100.0 * covered / given,
                100.0 * naive / SERIES);
    }

    @Test
    void coverageOfLimitsOfShares() throws IOException {
        StringBuilder table = new StringBuilder("| memory φ | true share beyond the limit | n | wrongly PASS |"
                + " wrongly FAIL | decided |\n| --: | --: | --: | --: | --: | --: |\n");
        for (double phi : new double[] {0, 0.5, 0.9}) {
            for (double share : new double[] {0.002, 0.01, 0.03}) {
                for (int n : new int[] {500, 2_000, 10_000}) {
                    table.append(limits(phi, share, n));
                }
            }
        }
        StatisticsDocument.put("limits", table.toString());
    }

    /** The objective "p99 below the limit": at most one in a hundred may lie beyond it. */
    private static String limits(double phi, double share, int n) {
        double limit = Draws.lognormalQuantile(1 - share, SIGMA);
        int passed = 0;
        int failed = 0;
        for (int i = 0; i < SERIES; i++) {
            double[] values = Draws.lognormalAr1(new SplittableRandom(SEED + i), n, SIGMA, phi);
            Interval interval = Exceedances.of(new EffectiveSize(values), limit).share(0.9);
            passed += interval.high() <= 0.01 ? 1 : 0;
            failed += interval.low() > 0.01 ? 1 : 0;
        }
        String pass = String.format(Locale.ROOT, "%.1f %%", 100.0 * passed / SERIES);
        String fail = String.format(Locale.ROOT, "%.1f %%", 100.0 * failed / SERIES);
        return String.format(
                Locale.ROOT,
                "| %.1f | %.1f %% | %,d | %s | %s | %.1f %% |\n",
                phi,
                share * 100,
                n,
                share < 0.01 ? "–" : pass,
                share > 0.01 ? "–" : fail,
                100.0 * (passed + failed) / SERIES);
    }

    @Test
    void changePointsOfNights() throws IOException {
        StringBuilder table = new StringBuilder("| spread of a night's figure | change | nights after it | found |"
                + " false changes per 60 quiet nights |\n| --: | --: | --: | --: | --: |\n");
        for (double sigma : new double[] {0.01, 0.03, 0.05}) {
            for (double change : new double[] {1.1, 1.15, 1.3}) {
                for (int after : new int[] {3, 7}) {
                    table.append(nights(sigma, change, after));
                }
            }
        }
        StatisticsDocument.put("change-points", table.toString());
    }

    private static String nights(double sigma, double change, int after) {
        ChangePoints nightly = new ChangePoints(0.001, 0.05);
        int found = 0;
        int falseOnes = 0;
        for (int i = 0; i < SERIES; i++) {
            double[] quiet = Draws.lognormal(new SplittableRandom(SEED + i), 60, sigma);
            falseOnes += nightly.of(quiet).size();
            double[] changed = Arrays.copyOf(quiet, 40 + after);
            for (int night = 40; night < changed.length; night++) {
                changed[night] *= change;
            }
            found += nightly.of(changed).stream().anyMatch(c -> Math.abs(c.index() - 40) <= 1) ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "| %.0f %% | +%.0f %% | %d | %.1f %% | %.4f |\n",
                sigma * 100,
                (change - 1) * 100,
                after,
                100.0 * found / SERIES,
                (double) falseOnes / SERIES);
    }
}

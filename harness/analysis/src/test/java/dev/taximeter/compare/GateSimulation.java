package dev.taximeter.compare;

import dev.taximeter.stats.BlockPermutation;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Draws;
import dev.taximeter.stats.PairedBlocks;
import dev.taximeter.stats.StatisticsDocument;
import dev.taximeter.summary.Thresholds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How often the gate raises a false alarm, and how often it finds what is there. Not part of the build; run it with
 *
 * <pre>mvn -pl harness/analysis -am test -Dtest=GateSimulation -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class GateSimulation {
    private static final long SEED = 20_261_124;
    private static final int NIGHTS = 1_000;
    private static final int METRICS = 20;
    private static final int BLOCKS = 20;
    private static final double SIGMA = 0.6;
    private static final double WEATHER = 0.1;

    /** Enough that one of twenty p-values can stay within 1 %; the gate itself draws five times as many. */
    private static final int PERMUTATIONS = 1_999;

    @Test
    void falseAlarms() throws IOException {
        StringBuilder table = new StringBuilder("| sides | n of each | memory φ | nights with a false alarm | false"
                + " verdicts among all |\n| :-- | --: | --: | --: | --: |\n");
        for (boolean sameRun : new boolean[] {true, false}) {
            for (int n : new int[] {500, 2_000}) {
                for (double phi : new double[] {0, 0.5}) {
                    table.append(falseAlarms(sameRun, n, phi));
                }
            }
        }
        StatisticsDocument.put("false-alarms", table.toString());
    }

    private static String falseAlarms(boolean sameRun, int n, double phi) {
        int alarms = 0;
        long verdicts = 0;
        for (int night = 0; night < NIGHTS; night++) {
            List<Gate.Evidence> evidence = new ArrayList<>();
            for (int metric = 0; metric < METRICS; metric++) {
                double p = metric % 2 == 0 ? 0.5 : 0.99;
                evidence.add(evidence(SEED + 1_000L * night + metric, sameRun, n, phi, p, 1));
            }
            long wrong = Gate.NIGHTLY.judge(evidence).stream()
                    .filter(GateSimulation::differs)
                    .count();
            alarms += wrong > 0 ? 1 : 0;
            verdicts += wrong;
        }
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %.1f | %.1f %% | %.3f %% |\n",
                sameRun ? "arms of one run" : "two runs",
                n,
                phi,
                100.0 * alarms / NIGHTS,
                100.0 * verdicts / NIGHTS / METRICS);
    }

    @Test
    void power() throws IOException {
        StringBuilder table = new StringBuilder("| change | sides | n of each | found |\n| :-- | :-- | --: | --: |\n");
        for (boolean sameRun : new boolean[] {true, false}) {
            for (int n : new int[] {1_000, 2_000, 5_000, 7_000, 10_000}) {
                table.append(power(sameRun, n, 0.5, 1.1));
            }
            for (int n : new int[] {1_000, 2_000, 5_000, 7_000, 10_000}) {
                table.append(power(sameRun, n, 0.99, 1.3));
            }
        }
        StatisticsDocument.put("power", table.toString());
    }

    /** One metric is worse, the nineteen others are as they were. */
    private static String power(boolean sameRun, int n, double p, double factor) {
        int found = 0;
        int nights = NIGHTS / 5;
        for (int night = 0; night < nights; night++) {
            List<Gate.Evidence> evidence = new ArrayList<>();
            evidence.add(evidence(SEED + night, sameRun, n, 0, p, factor));
            for (int metric = 1; metric < METRICS; metric++) {
                evidence.add(new Gate.Evidence(true, true, null, null, ""));
            }
            found += Gate.NIGHTLY.judge(evidence).getFirst() instanceof Verdict.Regressed ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "| p%.0f +%.0f %% | %s | %,d | %.1f %% |\n",
                100 * p,
                100 * (factor - 1),
                sameRun ? "arms of one run" : "two runs",
                n,
                100.0 * found / nights);
    }

    private static boolean differs(Verdict verdict) {
        return verdict instanceof Verdict.Improved || verdict instanceof Verdict.Regressed;
    }

    /** What {@link ArmPair} would find; values of one arm's block are alike in a shared weather, and by φ. */
    private static Gate.Evidence evidence(long seed, boolean sameRun, int n, double phi, double p, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] weather = new double[BLOCKS];
        Arrays.setAll(weather, b -> sameRun ? Math.exp(WEATHER * random.nextGaussian()) : 1);
        Blocks candidate = blocks(random, n, phi, factor, weather);
        Blocks baseline = blocks(random, n, phi, 1, weather);
        BlockStatistic statistic = new BlockStatistic.Quantile(p);
        BlockPermutation permutation = new BlockPermutation(factor > 1 ? Thresholds.PERMUTATIONS : PERMUTATIONS, seed);
        OptionalDouble pValue = sameRun && p == 0.5
                ? PairedBlocks.of(candidate, baseline, p).studentP()
                : sameRun
                        ? permutation.paired(candidate, baseline, statistic)
                        : permutation.unpaired(candidate, baseline, statistic);
        return new Gate.Evidence(
                true,
                true,
                new BlockedBootstrap(Thresholds.RESAMPLES, seed).ratio(candidate, baseline, statistic, 0.95),
                pValue.orElseThrow(),
                "");
    }

    private static Blocks blocks(SplittableRandom random, int n, double phi, double factor, double[] weather) {
        double[] values = Draws.lognormalAr1(random, n, SIGMA, phi);
        double[][] blocks = new double[BLOCKS][];
        int each = n / BLOCKS;
        for (int b = 0; b < BLOCKS; b++) {
            double level = weather[b] * factor;
            blocks[b] = Arrays.stream(values, b * each, (b + 1) * each)
                    .map(x -> x * level)
                    .toArray();
        }
        return Blocks.of(blocks);
    }
}

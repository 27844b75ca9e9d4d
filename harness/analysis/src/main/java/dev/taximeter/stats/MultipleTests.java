package dev.taximeter.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** P-values of several tests at once, adjusted so that each may be held against the same level. */
public final class MultipleTests {
    private MultipleTests() {}

    /**
     * Holm's adjustment: the chance that any true hypothesis of the family is rejected stays within the level, however the
     * tests hang together ("A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6,
     * 1979). For verdicts, where one false alarm is one too many.
     *
     * @param pValues each in 0..1
     * @return in the same order, each in 0..1
     */
    public static double[] holm(double... pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double largest = 0;
        for (int i = 0; i < order.length; i++) {
            largest = Math.max(largest, (order.length - i) * pValues[order[i]]);
            adjusted[order[i]] = Math.min(1, largest);
        }
        return adjusted;
    }

    /**
     * Benjamini and Hochberg's adjustment: of all rejections the expected share of false ones stays within the level
     * ("Controlling the False Discovery Rate", Journal of the Royal Statistical Society B 57, 1995). For long lists that a
     * person looks through.
     *
     * @param pValues each in 0..1, of independent or positively dependent tests
     * @return in the same order, each in 0..1
     */
    public static double[] benjaminiHochberg(double... pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double smallest = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            smallest = Math.min(smallest, pValues[order[i]] * order.length / (i + 1));
            adjusted[order[i]] = smallest;
        }
        return adjusted;
    }

    private static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}

package dev.taximeter.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.DataDispersion;
import org.apache.commons.statistics.inference.TTest;

/**
 * Where the level of a series of nights changes: E-divisive with Student's t.
 *
 * <p>A window is cut where the energy distance between its parts is largest (Matteson and James, "A Nonparametric
 * Approach for Multiple Change Point Analysis of Multivariate Data", JASA 109, 2014), and so on within the parts. Whether
 * a cut means something is asked of Student's t and not of permutations: the same series gives the same answer, at once.
 * Weak cuts are kept at first, within windows that overlap, and then tested again between their neighbours, the weakest
 * first, so that a change which a larger one hides is found: Fleming et al., "Hunter: Using Change Point Detection to Hunt
 * for Performance Regressions", ICPE 2023.
 *
 * @param level p-value that a change may have at most, in (0..1)
 * @param magnitude relative change of the mean that is worth a word, at least 0
 */
public record ChangePoints(double level, double magnitude) {
    /** Nights that are looked at together. */
    private static final int WINDOW = 50;

    /** Fewest values on either side of a change. */
    private static final int FEWEST = 2;

    /** Cuts are kept at first up to so many times the level. */
    private static final double WEAK = 10;

    /**
     * A change.
     *
     * @param index of the first value of the new level, 0-based
     * @param ratio mean of the new level over mean of the old one
     * @param pValue of Student's t between the two levels
     */
    public record Change(int index, double ratio, double pValue) {}

    /**
     * All changes of a series.
     *
     * @param series positive values in the order of time, none missing
     * @return in the order of time
     */
    public List<Change> of(double... series) {
        List<Integer> cuts = new ArrayList<>();
        int from = 0;
        while (from < series.length) {
            int to = Math.min(from + WINDOW, series.length);
            cutWithin(series, from, to, cuts);
            if (to == series.length) {
                break;
            }
            int next = from + WINDOW / 2;
            from = cuts.isEmpty() ? next : Math.max(next, cuts.getLast());
        }
        return merged(series, cuts.stream().distinct().sorted().toList());
    }

    private void cutWithin(double[] series, int from, int to, List<Integer> cuts) {
        int cut = furthestApart(Arrays.copyOfRange(series, from, to)) + from;
        if (cut <= from || change(series, from, cut, to).pValue() > Math.min(1, WEAK * level)) {
            return;
        }
        cutWithin(series, from, cut, cuts);
        cuts.add(cut);
        cutWithin(series, cut, to, cuts);
    }

    /**
     * The cut with the largest weighted energy distance between its sides, m·k/(m+k)·Ê; 0 when the values are too few.
     * The sums of distances between and within the sides are carried from one cut to the next.
     */
    static int furthestApart(double[] values) {
        int n = values.length;
        double between = IntStream.range(1, n)
                .mapToDouble(i -> Math.abs(values[0] - values[i]))
                .sum();
        double withinLeft = 0;
        double withinRight = pairs(values) - between;
        int best = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int cut = 1; cut <= n - FEWEST; cut++) {
            if (cut >= FEWEST) {
                double energy = energy(between, withinLeft, withinRight, cut, n - cut);
                if (energy > largest) {
                    largest = energy;
                    best = cut;
                }
            }
            double toLeft = distances(values, cut, 0, cut);
            double toRight = distances(values, cut, cut + 1, n);
            withinLeft += toLeft;
            withinRight -= toRight;
            between += toRight - toLeft;
        }
        return best;
    }

    private static double energy(double between, double withinLeft, double withinRight, double m, double k) {
        double distance = 2 / (m * k) * between - 2 / (m * (m - 1)) * withinLeft - 2 / (k * (k - 1)) * withinRight;
        return m * k / (m + k) * distance;
    }

    private static double pairs(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> distances(values, i, i + 1, values.length))
                .sum();
    }

    private static double distances(double[] values, int one, int from, int to) {
        return IntStream.range(from, to)
                .mapToDouble(i -> Math.abs(values[one] - values[i]))
                .sum();
    }

    /** Takes out the weakest cut until all are strong and large enough. */
    private List<Change> merged(double[] series, List<Integer> weak) {
        List<Integer> cuts = new ArrayList<>(weak);
        while (true) {
            List<Change> changes = between(series, cuts);
            Change weakest = changes.stream()
                    .filter(change -> change.pValue() > level)
                    .max(Comparator.comparingDouble(Change::pValue))
                    .orElse(changes.stream()
                            .filter(change -> size(change) < Math.log1p(magnitude))
                            .min(Comparator.comparingDouble(ChangePoints::size))
                            .orElse(null));
            if (weakest == null) {
                return changes;
            }
            cuts.remove(Integer.valueOf(weakest.index()));
        }
    }

    private static List<Change> between(double[] series, List<Integer> cuts) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < cuts.size(); i++) {
            int from = i == 0 ? 0 : cuts.get(i - 1);
            int to = i == cuts.size() - 1 ? series.length : cuts.get(i + 1);
            changes.add(change(series, from, cuts.get(i), to));
        }
        return changes;
    }

    private static double size(Change change) {
        return Math.abs(Math.log(change.ratio()));
    }

    private static Change change(double[] series, int from, int cut, int to) {
        double[] before = Arrays.copyOfRange(series, from, cut);
        double[] after = Arrays.copyOfRange(series, cut, to);
        double old = Means.mean(before);
        double now = Means.mean(after);
        return new Change(cut, now / old, pValue(before, after, old == now));
    }

    private static double pValue(double[] before, double[] after, boolean same) {
        if (before.length < FEWEST || after.length < FEWEST || same) {
            return 1;
        }
        double p = TTest.withDefaults()
                .with(DataDispersion.HOMOSCEDASTIC)
                .test(before, after)
                .getPValue();
        return Double.isNaN(p) ? 0 : p; // two levels without any spread
    }
}

package dev.taximeter.nightly;

import dev.taximeter.history.Quantity;
import dev.taximeter.history.Trend;
import java.util.Arrays;
import java.util.List;

/** By how much an arm's nights differ for no reason: what no interval within one run can know. */
final class Spread {
    /** With fewer nights of one level their spread is not known, and {@link #ASSUMED} stands for it. */
    private static final int FEWEST = 8;

    /** Standard deviation of the logarithm. */
    private static final double ASSUMED = 0.03;

    /** Turns a median absolute deviation into a standard deviation, for normal values. */
    private static final double NORMAL = 1.4826;

    /** Standard deviations within which nearly all nights lie. */
    private static final double DEVIATIONS = 3;

    private Spread() {}

    /**
     * The ratio within which two nights differ for no reason, above 1: three standard deviations of a difference of two
     * nights, each with its own luck.
     *
     * @param trends of any arms
     * @param what id of a figure; a figure that has no trend, such as p99, is taken for the most restless one of its arm
     */
    static double ratio(List<Trend> trends, String scenario, String arm, String what) {
        List<Trend> timed = trends.stream()
                .filter(t -> t.series().scenario().equals(scenario)
                        && t.series().arm().equals(arm)
                        && t.series().quantity().unit() == Quantity.Unit.NANOS)
                .toList();
        List<Trend> own = timed.stream()
                .filter(t -> t.series().quantity().id().equals(what))
                .toList();
        double deviation = (own.isEmpty() ? timed : own)
                .stream().mapToDouble(Spread::deviation).max().orElse(ASSUMED);
        return Math.exp(DEVIATIONS * Math.sqrt(2) * deviation);
    }

    /** Of the nights since the last change of level, robust against a night that went wrong. */
    private static double deviation(Trend trend) {
        int from = trend.changes().isEmpty() ? 0 : trend.changes().getLast().index();
        double[] logs = trend.nights().stream()
                .skip(from)
                .mapToDouble(night -> Math.log(night.value()))
                .toArray();
        if (logs.length < FEWEST) {
            return ASSUMED;
        }
        double middle = median(logs);
        return NORMAL
                * median(Arrays.stream(logs).map(x -> Math.abs(x - middle)).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}

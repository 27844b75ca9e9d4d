package dev.taximeter.chart;

import dev.taximeter.summary.ArmSeries;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;

/**
 * Latency by percentile, as HdrHistogram's plotter draws it: the horizontal place of a percentile p is log10(1 / (1 − p)),
 * so that the tail has as much room as the body.
 */
final class PercentileFigure {
    private static final String ID = "percentiles";
    private static final String TITLE = "Response time by percentile";
    private static final double STEP = 0.02;

    /** Values that must lie beyond a percentile before it is drawn as a full line. */
    private static final int BEYOND = 10;

    private PercentileFigure() {}

    static Picture of(List<ArmLook> looks, List<ArmSeries> all) {
        List<ArmSeries> shown =
                all.stream().filter(s -> s.sortedResponseNanos().size() > 1).toList();
        if (shown.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "No arm has two good answers.");
        }
        long most = shown.stream()
                .mapToLong(s -> s.sortedResponseNanos().size())
                .max()
                .orElseThrow();
        Axis x = Axis.tail("percentile of good answers", most);
        Axis y = Axis.logarithmic(
                "response time",
                shown.stream()
                        .mapToDouble(s -> s.sortedResponseNanos().getFirst())
                        .min()
                        .orElseThrow(),
                shown.stream()
                        .mapToDouble(s -> s.sortedResponseNanos().getLast())
                        .max()
                        .orElseThrow(),
                Numbers::tick);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmSeries series : shown) {
            ArmLook look = Figures.look(looks, series.arm());
            List<Long> sorted = series.sortedResponseNanos();
            double sure = Math.log10((double) sorted.size() / BEYOND);
            add(chart, look, "body", sorted, 0, Math.max(0, sure), Charts.solid(2.2f));
            add(chart, look, "tail", sorted, Math.max(0, sure), Math.log10(sorted.size()), Charts.dashed(1.6f));
            keys.add(new Figure.Key(look.label(), look.colour()));
        }
        String caption =
                "Read upwards at 99 %: one answer in a hundred takes longer. Lower and flatter is better. A line is"
                        + " dashed where fewer than " + BEYOND + " answers lie beyond it: there, chance draws it.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, List.of());
    }

    private static void add(
            XYChart chart, ArmLook look, String part, List<Long> sorted, double from, double to, BasicStroke stroke) {
        if (to <= from) {
            return;
        }
        int steps = Math.max(1, (int) Math.ceil((to - from) / STEP));
        double[] x = IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> from + (to - from) * i / steps)
                .toArray();
        double[] y = IntStream.rangeClosed(0, steps)
                .mapToDouble(i -> Math.log10((double) nearestRank(sorted, 1 - Math.pow(10, -x[i]))))
                .toArray();
        Charts.line(chart, look.name() + " " + part, x, y, look.colour(), stroke);
    }

    /** The value of rank ⌈n·p⌉, 1-based. */
    static long nearestRank(List<Long> sorted, double p) {
        // A hair less before rounding up: 1 − 10^−x is a hair too large for whole ranks.
        int rank = (int) Math.ceil(sorted.size() * p - 1e-9);
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }
}

package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.summary.ArmSeries;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;

/** How the response times of each arm are spread: one hill an arm, on one logarithmic axis. */
final class DistributionFigure {
    private static final String ID = "distribution";
    private static final String TITLE = "Where the response times lie";
    private static final int GRID = 240;
    private static final double HEIGHT = 0.62;

    private DistributionFigure() {}

    static Picture of(List<ArmLook> looks, List<ArmSeries> all) {
        List<ArmSeries> shown =
                all.stream().filter(s -> s.sortedResponseNanos().size() > 1).toList();
        if (shown.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "No arm has two good answers.");
        }
        Axis x = axis(shown);
        Axis y = Axis.lanes(shown.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ArmLook look = Figures.look(looks, shown.get(i).arm());
            double floor = shown.size() - 1 - i + 0.06;
            hill(chart, look, shown.get(i).sortedResponseNanos(), x, floor);
            notes.add(new Figure.Note(
                    x.min(),
                    floor + 0.94,
                    4,
                    14,
                    look.label(),
                    Words.of(13, look.colour(), Anchor.START).emphasised().haloed()));
        }
        String caption =
                "Each hill is one arm's good answers, smoothed on the logarithmic axis and drawn to the same height."
                        + " The full line marks the median, the dashed one p99. Narrow is steady; a second hill is a"
                        + " second kind of answer.";
        return new Figure(ID, TITLE, caption, chart, x, y, List.of(), notes);
    }

    /** The same on one floor, so that hills that are alike lie on one another. */
    static Picture overlaid(List<ArmLook> looks, List<ArmSeries> all) {
        List<ArmSeries> shown =
                all.stream().filter(s -> s.sortedResponseNanos().size() > 1).toList();
        if (shown.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "No side has two good answers.");
        }
        Axis x = axis(shown);
        Axis y = Axis.lanes(1);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmSeries series : shown) {
            ArmLook look = Figures.look(looks, series.arm());
            hill(chart, look, series.sortedResponseNanos(), x, 0.06);
            keys.add(new Figure.Key(look.label(), look.colour()));
        }
        String caption =
                "Each hill is one side's good answers, smoothed on the logarithmic axis and drawn to the same height."
                        + " Where hills lie on one another, the sides are alike. The full line marks the median, the"
                        + " dashed one p99.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, List.of());
    }

    private static Axis axis(List<ArmSeries> shown) {
        return Axis.logarithmic(
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
    }

    private static void hill(XYChart chart, ArmLook look, List<Long> sorted, Axis axis, double floor) {
        double[] logs = sorted.stream().mapToDouble(v -> Math.log10(v)).toArray();
        double[] density = Density.at(logs, axis.min(), axis.max(), GRID);
        double peak = 0;
        for (double d : density) {
            peak = Math.max(peak, d);
        }
        double[] x = new double[GRID + 2];
        double[] y = new double[GRID + 2];
        for (int i = 0; i < GRID; i++) {
            x[i + 1] = axis.min() + (axis.max() - axis.min()) * i / (GRID - 1);
            y[i + 1] = floor + HEIGHT * density[i] / peak;
        }
        x[0] = axis.min();
        x[GRID + 1] = axis.max();
        y[0] = floor;
        y[GRID + 1] = floor;
        Charts.area(chart, look.name() + " density", x, y, look.colour(), look.colour(0.18));
        double p50 = Math.log10((double) PercentileFigure.nearestRank(sorted, 0.5));
        Charts.line(
                chart,
                look.name() + " p50",
                new double[] {p50, p50},
                new double[] {floor, floor + HEIGHT},
                look.colour(),
                Charts.solid(1.6f));
        if (sorted.size() >= Figures.N_FOR_P99) {
            double p99 = Math.log10((double) PercentileFigure.nearestRank(sorted, 0.99));
            Charts.line(
                    chart,
                    look.name() + " p99",
                    new double[] {p99, p99},
                    new double[] {floor, floor + HEIGHT * 0.6},
                    look.colour(),
                    Charts.dashed(1.6f));
        }
    }
}

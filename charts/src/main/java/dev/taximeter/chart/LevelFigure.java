package dev.taximeter.chart;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Sweep;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SweepLines;
import dev.taximeter.summary.SweepSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** Latency over what a sweep varies: a line an arm for the median, a dashed one for p99, with their intervals. */
final class LevelFigure {
    private static final String ID = "levels";

    private final SweepSummary swept;
    private final Metric metric;
    private final String title;

    private LevelFigure(SweepSummary swept, Metric metric) {
        this.swept = swept;
        this.metric = metric;
        this.title = metric.label() + " by " + swept.sweep().quantity().label();
    }

    /** Empty when nothing was varied. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        SweepSummary swept = summary.sweep();
        return swept == null
                ? Optional.empty()
                : Optional.of(new LevelFigure(swept, SweepLines.metric(swept.sweep(), summary.manifest().stream()))
                        .picture(looks));
    }

    private Picture picture(List<ArmLook> looks) {
        double[] ends = swept.arms().stream()
                .flatMap(arm -> arm.levels().stream())
                .flatMap(this::figures)
                .mapToDouble(LevelFigure::top)
                .toArray();
        if (ends.length == 0) {
            return new Picture.Missing(ID, title, "No level has enough good answers for a median with an interval.");
        }
        Sweep sweep = swept.sweep();
        double most = sweep.values().getLast();
        Axis x = Axis.linear(sweep.quantity().label(), most * 1.04, Numbers::number);
        double highest = Arrays.stream(ends).max().orElseThrow();
        Axis y = Axis.seconds(metric.label().toLowerCase(Locale.ROOT), highest * 1.05 / 1e9);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (SweepSummary.ArmLevels arm : swept.arms()) {
            ArmLook look = Figures.look(looks, arm.arm());
            boolean drawn = draw(chart, look, arm, Percentile.P50);
            draw(chart, look, arm, Percentile.P99);
            if (drawn) {
                keys.add(new Figure.Key(look.label(), look.colour()));
            }
        }
        String caption = "Full lines join the medians of the levels, dashed ones their p99; the bars are where each may"
                + " lie (95 %). Levels came in random order, so that none of them had better weather than another.";
        return new Figure(ID, title, caption, chart, x, y, keys, List.of());
    }

    private Stream<dev.taximeter.summary.Figure> figures(ArmSummary level) {
        return Stream.of(level.percentile(metric, Percentile.P50), level.percentile(metric, Percentile.P99))
                .filter(Objects::nonNull);
    }

    private static double top(dev.taximeter.summary.Figure figure) {
        Interval interval = figure.interval();
        return interval == null ? figure.value() : interval.high();
    }

    private boolean draw(XYChart chart, ArmLook look, SweepSummary.ArmLevels arm, Percentile percentile) {
        List<double[]> points = new ArrayList<>();
        String name = look.name() + " " + percentile;
        boolean median = percentile == Percentile.P50;
        for (int level = 0; level < arm.levels().size(); level++) {
            dev.taximeter.summary.Figure figure = arm.levels().get(level).percentile(metric, percentile);
            if (figure == null) {
                continue;
            }
            double at = swept.sweep().values().get(level);
            points.add(new double[] {at, figure.value() / 1e9});
            Interval interval = figure.interval();
            if (interval != null) {
                double[] bar = {interval.low() / 1e9, interval.high() / 1e9};
                double[] there = {at, at};
                Charts.line(chart, name + " interval " + level, there, bar, look.colour(0.4), Charts.solid(5f));
            }
        }
        if (points.isEmpty()) {
            return false;
        }
        double[] xs = points.stream().mapToDouble(point -> point[0]).toArray();
        double[] ys = points.stream().mapToDouble(point -> point[1]).toArray();
        Charts.line(chart, name, xs, ys, look.colour(), median ? Charts.solid(2.2f) : Charts.dashed(1.6f));
        Charts.marks(
                chart,
                name + " dots",
                xs,
                ys,
                look.colour(),
                new Dot(median ? 8 : 7, median ? Dot.Kind.FULL : Dot.Kind.RING));
        return true;
    }
}

package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.model.Metric;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/** The median and p99 of each arm with their intervals, one lane an arm. */
final class IntervalFigure {
    private static final String ID = "intervals";
    private static final String TITLE = "Median and p99 with their 95 % intervals";

    /** For words beside the outermost dots, as a share of the distance between them. */
    private static final double ROOM = 0.3;

    private IntervalFigure() {}

    static Picture of(List<ArmLook> looks, RunSummary summary) {
        List<ArmSummary> shown = summary.arms().stream()
                .filter(arm -> arm.percentile(Metric.RESPONSE, Percentile.P50) != null)
                .toList();
        if (shown.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "No arm has enough good answers for a median with an interval.");
        }
        double[] ends = shown.stream()
                .flatMap(arm -> Stream.of(
                        arm.percentile(Metric.RESPONSE, Percentile.P50),
                        arm.percentile(Metric.RESPONSE, Percentile.P99)))
                .filter(Objects::nonNull)
                .flatMapToDouble(Figures::extent)
                .filter(v -> v > 0 && Double.isFinite(v))
                .toArray();
        Axis x = Axis.logarithmic(
                "response time",
                DoubleStream.of(ends).min().orElseThrow(),
                DoubleStream.of(ends).max().orElseThrow(),
                ROOM,
                Numbers::tick);
        Axis y = Axis.lanes(shown.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            double lane = shown.size() - 1 - i + 0.34;
            lane(chart, notes, Figures.look(looks, shown.get(i).arm().name()), shown.get(i), x, lane);
        }
        String caption = "The full dot is the median, the open one p99; the bars are where each may lie (95 %). Arms"
            + " whose bars are far apart differ; whether they do is said by the ratio in the answer, not by bars that"
            + " meet.";
        return new Figure(ID, TITLE, caption, chart, x, y, List.of(), notes);
    }

    private static void lane(
            XYChart chart, List<Figure.Note> notes, ArmLook look, ArmSummary arm, Axis x, double lane) {
        notes.add(new Figure.Note(
                x.min(),
                lane + 0.5,
                4,
                4,
                look.label(),
                Words.of(13, look.colour(), Anchor.START).emphasised().haloed()));
        mark(chart, notes, look, "p50", arm.percentile(Metric.RESPONSE, Percentile.P50), x, lane);
        mark(chart, notes, look, "p99", arm.percentile(Metric.RESPONSE, Percentile.P99), x, lane);
    }

    private static void mark(
            XYChart chart,
            List<Figure.Note> notes,
            ArmLook look,
            String name,
            dev.taximeter.summary.@Nullable Figure figure,
            Axis x,
            double lane) {
        if (figure == null || figure.value() <= 0) {
            return;
        }
        Interval interval = figure.interval();
        if (interval != null) {
            double low = Math.max(x.min(), Math.log10(Math.max(1, interval.low())));
            double high = Math.min(x.max(), Math.log10(Math.max(1, interval.high())));
            double[] whisker = {low, high};
            Charts.line(
                    chart,
                    look.name() + " " + name + " interval",
                    whisker,
                    new double[] {lane, lane},
                    look.colour(0.45),
                    Charts.solid(7f));
        }
        double at = Math.log10(figure.value());
        // The median's words end at its dot and p99's begin there, so that close dots keep theirs apart.
        boolean median = name.equals("p50");
        Dot dot = median ? new Dot(10, Dot.Kind.FULL) : new Dot(9, Dot.Kind.RING);
        Charts.marks(chart, look.name() + " " + name, new double[] {at}, new double[] {lane}, look.colour(), dot);
        notes.add(new Figure.Note(
                at,
                lane,
                0,
                22,
                name + " " + Numbers.duration(figure.value()),
                Words.of(12, Palette.FAINT, median ? Anchor.END : Anchor.START).haloed()));
    }
}

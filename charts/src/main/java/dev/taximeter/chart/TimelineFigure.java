package dev.taximeter.chart;

import dev.taximeter.summary.ArmSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Response times in the order in which requests were due, with a running median. */
final class TimelineFigure {
    private static final String ID = "timeline";
    private static final String TITLE = "Response time over the run";

    /** Dots of one arm: more would hide one another and make the file large. */
    private static final int DOTS = 260;

    private static final int SLOWEST = 40;
    private static final int MEDIANS = 60;

    private TimelineFigure() {}

    static Picture of(List<ArmLook> looks, List<ArmSeries> all) {
        List<ArmSeries> shown = all.stream().filter(s -> !s.points().isEmpty()).toList();
        List<ArmSeries.Point> points =
                shown.stream().flatMap(s -> s.points().stream()).toList();
        if (points.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "No request was measured.");
        }
        Axis x = Axis.seconds(
                "since the start of the run",
                points.stream().mapToDouble(p -> p.intendedNanos() / 1e9).max().orElseThrow());
        Axis y = Axis.logarithmic(
                "response time",
                points.stream().mapToDouble(p -> positive(p)).min().orElseThrow(),
                points.stream().mapToDouble(p -> positive(p)).max().orElseThrow(),
                Numbers::tick);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmSeries series : shown) {
            ArmLook look = Figures.look(looks, series.arm());
            keys.add(new Figure.Key(look.label(), look.colour()));
            List<ArmSeries.Point> good =
                    series.points().stream().filter(ArmSeries.Point::ok).toList();
            marks(chart, look, "answers", thinned(good), new Dot(3.4, Dot.Kind.FULL), 0.35);
            medians(chart, look, good);
            List<ArmSeries.Point> bad =
                    series.points().stream().filter(p -> !p.ok()).toList();
            marks(chart, look, "errors", thinned(bad), new Dot(8, Dot.Kind.CROSS), 1);
        }
        String caption =
                "A dot is a good answer, at the moment it was due; crosses are errors. Of many dots an even share is"
                        + " drawn, and always the " + SLOWEST
                        + " slowest. The line is a running median: a drift or a step in it"
                        + " means that the weather changed during the run.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, List.of());
    }

    private static double positive(ArmSeries.Point point) {
        return Math.max(1, point.responseNanos());
    }

    /** Every k-th point, and the slowest; in order. */
    static List<ArmSeries.Point> thinned(List<ArmSeries.Point> points) {
        if (points.size() <= DOTS) {
            return points;
        }
        long slow = points.stream()
                .map(ArmSeries.Point::responseNanos)
                .sorted(Comparator.reverseOrder())
                .skip(SLOWEST - 1)
                .findFirst()
                .orElseThrow();
        int every = (points.size() + DOTS - SLOWEST - 1) / (DOTS - SLOWEST);
        List<ArmSeries.Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % every == 0 || points.get(i).responseNanos() >= slow) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }

    private static void marks(
            XYChart chart, ArmLook look, String part, List<ArmSeries.Point> points, Dot dot, double opacity) {
        if (points.isEmpty()) {
            return;
        }
        double[] x = points.stream().mapToDouble(p -> p.intendedNanos() / 1e9).toArray();
        double[] y = points.stream().mapToDouble(p -> Math.log10(positive(p))).toArray();
        Charts.marks(chart, look.name() + " " + part, x, y, look.colour(opacity), dot);
    }

    private static void medians(XYChart chart, ArmLook look, List<ArmSeries.Point> good) {
        int window = good.size() / MEDIANS * 2;
        if (window < 10) {
            return;
        }
        List<double[]> line = new ArrayList<>();
        for (int i = 0; i + window <= good.size(); i += window / 2) {
            List<ArmSeries.Point> part = good.subList(i, i + window);
            double x = part.get(window / 2).intendedNanos() / 1e9;
            double median = part.stream()
                    .mapToDouble(TimelineFigure::positive)
                    .sorted()
                    .skip(window / 2)
                    .findFirst()
                    .orElseThrow();
            line.add(new double[] {x, Math.log10(median)});
        }
        Charts.line(
                chart,
                look.name() + " median",
                line.stream().mapToDouble(p -> p[0]).toArray(),
                line.stream().mapToDouble(p -> p[1]).toArray(),
                look.colour(),
                Charts.solid(2f));
    }
}

package dev.taximeter.chart;

import dev.taximeter.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/** How good a model gets with more examples. */
public final class LearningCurveFigure {
    private static final String ID = "learning-curve";
    private static final String TITLE = "What more examples buy";

    private LearningCurveFigure() {}

    /**
     * One training.
     *
     * @param examples it was trained on, at least 1
     * @param ratio right share, 0..1
     * @param interval of the ratio; null when there is none
     */
    public record Point(
            int examples, double ratio, @Nullable Interval interval) {}

    /** A line of trainings, ascending by examples. */
    public record Line(String label, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * The picture.
     *
     * @param lines with at least two points each, else nothing is drawn
     */
    public static Picture of(List<Line> lines) {
        List<Line> drawn = lines.stream().filter(line -> line.points.size() > 1).toList();
        if (drawn.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "One training makes no curve; ask for several with --curve.");
        }
        List<Point> all = drawn.stream().flatMap(line -> line.points.stream()).toList();
        Axis x = Axis.logarithmic(
                "training utterances",
                all.stream().mapToDouble(Point::examples).min().orElseThrow(),
                all.stream().mapToDouble(Point::examples).max().orElseThrow(),
                value -> Numbers.count(Math.round(value)));
        double low = all.stream()
                .flatMapToDouble(point -> point.interval == null
                        ? DoubleStream.of(point.ratio)
                        : DoubleStream.of(point.ratio, point.interval.low()))
                .min()
                .orElseThrow();
        Axis y = Axis.ratios("right", low);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            line(chart, drawn.get(i), i);
            keys.add(new Figure.Key(drawn.get(i).label, Palette.arm(i)));
        }
        String caption =
                "Each dot is one training, on the same test utterances; the bars are where the true figure may lie (95"
                        + " %), as far as the test utterances go. Another draw of few examples moves the left dots more"
                        + " than that.";
        return new Figure(ID, TITLE, caption, chart, x, y, keys, List.of());
    }

    private static void line(XYChart chart, Line line, int index) {
        double[] x =
                line.points.stream().mapToDouble(p -> Math.log10(p.examples)).toArray();
        double[] y = line.points.stream().mapToDouble(Point::ratio).toArray();
        for (int i = 0; i < x.length; i++) {
            Interval interval = line.points.get(i).interval;
            if (interval != null) {
                Charts.line(
                        chart,
                        line.label + " interval " + i,
                        new double[] {x[i], x[i]},
                        new double[] {interval.low(), interval.high()},
                        Palette.arm(index),
                        Charts.solid(1.6f));
            }
        }
        Charts.line(chart, line.label, x, y, Palette.arm(index), Charts.solid(1.6f));
        Charts.marks(chart, line.label + " dots", x, y, Palette.arm(index), new Dot(8, Dot.Kind.FULL));
    }
}

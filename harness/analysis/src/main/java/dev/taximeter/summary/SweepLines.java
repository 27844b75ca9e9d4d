package dev.taximeter.summary;

import dev.taximeter.model.Metric;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Sweep;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Means;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fits straight lines over a sweep by least squares: one a block, because requests of a block resemble one another; the
 * slope is the mean of the blocks' slopes, its interval Student's over them. A line is refused where it would not be
 * honest: with fewer than three levels or five blocks, and when a level's mean lies off the line by more than its own
 * interval and a tenth of the line's rise.
 */
public final class SweepLines {
    private static final int FEWEST_LEVELS = 3;
    private static final double OFF_RATIO = 0.1;

    private final Sweep sweep;
    private final ArmSamples good;

    private SweepLines(Sweep sweep, ArmSamples good) {
        this.sweep = sweep;
        this.good = good;
    }

    /** What a sweep is looked at by: the first token for what is read, the whole answer for what is written. */
    public static Metric metric(Sweep sweep, boolean streamed) {
        return switch (sweep.quantity()) {
            case INPUT_TOKENS, SHOTS, TURN -> streamed ? Metric.TTFT : Metric.SERVICE;
            case OUTPUT_TOKENS -> Metric.SERVICE;
            case RATE, USERS -> Metric.RESPONSE;
        };
    }

    /** The line of one arm's good answers; empty where it would not be honest. What queues is never a line. */
    static Optional<Line> of(Sweep sweep, boolean streamed, ArmSamples good) {
        return switch (sweep.quantity()) {
            case INPUT_TOKENS, OUTPUT_TOKENS, SHOTS, TURN -> new SweepLines(sweep, good).line(metric(sweep, streamed));
            case RATE, USERS -> Optional.empty();
        };
    }

    private Optional<Line> line(Metric metric) {
        List<double[]> points = points(metric, good.measured());
        if (sweep.values().size() < FEWEST_LEVELS || points.isEmpty()) {
            return Optional.empty();
        }
        double[] slopes = slopes(metric);
        if (slopes.length < Blocks.FEWEST) {
            return Optional.empty();
        }
        double slope = Means.mean(slopes);
        Interval interval = Means.interval(
                Blocks.of(Arrays.stream(slopes).mapToObj(s -> new double[] {s}).toArray(double[][]::new)),
                Thresholds.CONFIDENCE);
        double intercept = mean(points, 1) - slope * mean(points, 0);
        Line line = new Line(metric, intercept, new Figure(slope, interval, points.size()));
        return isStraight(line) ? Optional.of(line) : Optional.empty();
    }

    /** One a block that has values of at least two levels. */
    private double[] slopes(Metric metric) {
        return good.byBlock().values().stream()
                .map(block -> points(metric, block))
                .filter(points -> points.stream()
                                .mapToDouble(point -> point[0])
                                .distinct()
                                .count()
                        > 1)
                .mapToDouble(SweepLines::slope)
                .toArray();
    }

    private List<double[]> points(Metric metric, List<Sample> samples) {
        List<double[]> points = new ArrayList<>();
        for (Sample sample : samples) {
            double value = sweep.values().get(sample.level());
            metric.nanosOf(sample).forEach(nanos -> points.add(new double[] {value, nanos}));
        }
        return points;
    }

    private static double slope(List<double[]> points) {
        double x = mean(points, 0);
        double y = mean(points, 1);
        double products = 0;
        double squares = 0;
        for (double[] point : points) {
            products += (point[0] - x) * (point[1] - y);
            squares += (point[0] - x) * (point[0] - x);
        }
        return products / squares;
    }

    private static double mean(List<double[]> points, int axis) {
        return points.stream().mapToDouble(point -> point[axis]).average().orElse(0);
    }

    private boolean isStraight(Line line) {
        double rise = Math.abs(line.slopeNanos().value())
                * (sweep.values().getLast() - sweep.values().getFirst());
        for (int level = 0; level < sweep.values().size(); level++) {
            double[] values = good.at(level).nanos(line.metric());
            if (values.length < 2) {
                return false;
            }
            double at = line.nanosAt(sweep.values().get(level));
            Interval mean = Means.interval(Blocks.cut(values, Blocks.BATCHES), Thresholds.CONFIDENCE);
            boolean inside = mean.low() <= at && at <= mean.high();
            if (!inside && Math.abs(at - Means.mean(values)) > OFF_RATIO * rise) {
                return false;
            }
        }
        return true;
    }
}

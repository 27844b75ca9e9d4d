package dev.taximeter.chart;

import dev.taximeter.history.Quantity;
import dev.taximeter.history.Trend;
import dev.taximeter.stats.ChangePoints;
import dev.taximeter.stats.Interval;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;

/** One quantity of all arms of a scenario, night after night, with change points marked between the nights. */
public final class TrendFigure {
    private static final double DAY_SECONDS = 86_400;

    /** For words over the dots, as a share of the distance between the extremes. */
    private static final double ROOM = 0.15;

    private final List<Trend> trends;
    private final Instant first;
    private final Axis x;
    private final Axis y;
    private final XYChart chart;

    private TrendFigure(List<Trend> trends) {
        this.trends = trends;
        List<Instant> moments = trends.stream()
                .flatMap(t -> t.nights().stream())
                .map(Trend.Night::at)
                .sorted()
                .toList();
        this.first = moments.getFirst();
        this.x = Axis.days("night (UTC)", first, day(moments.getLast()));
        this.y = axis();
        this.chart = Charts.between(x, y);
    }

    /**
     * The picture of some trends.
     *
     * @param id lower-case letters and dashes
     * @param trends of one scenario and one quantity, at least one; at most one an arm
     * @param arms names of all the scenario's arms, in the order of their colours
     */
    public static Picture of(String id, List<Trend> trends, List<String> arms) {
        return new TrendFigure(trends).draw(id, arms);
    }

    private Figure draw(String id, List<String> arms) {
        List<Figure.Key> keys = new ArrayList<>();
        List<Figure.Note> notes = new ArrayList<>();
        for (Trend trend : trends) {
            String name = trend.series().armInPlace();
            ArmLook look = new ArmLook(arms.indexOf(name), name, label(trend));
            keys.add(new Figure.Key(look.label(), look.colour()));
            levels(trend, look);
            nights(trend, look);
            trend.changes().forEach(change -> mark(trend, change, look, notes));
        }
        return new Figure(
                id,
                trends.getFirst().series().quantity().label(),
                "A dot is a night, a bar where its figure may lie (95 %). The line is the mean between two changes. A"
                    + " dashed line marks a change of level, between the last night before it and the first after it.",
                chart,
                x,
                y,
                keys,
                notes);
    }

    /** The arm's name, marked when any of its figures is an emulator's. */
    public static String label(Trend trend) {
        String label = Untrusted.line(trend.label());
        return trend.emulated() ? label + " (" + ArmLook.EMULATED + ")" : label;
    }

    private Axis axis() {
        Quantity.Unit unit = trends.getFirst().series().quantity().unit();
        double[] values = trends.stream()
                .flatMap(trend -> trend.nights().stream())
                .flatMapToDouble(TrendFigure::extent)
                .filter(value -> value > 0 && Double.isFinite(value))
                .toArray();
        double least = DoubleStream.of(values).min().orElseThrow();
        double most = DoubleStream.of(values).max().orElseThrow();
        return switch (unit) {
            case NANOS -> Axis.logarithmic("", least, most, ROOM, Numbers::tick);
            case RATIO -> Axis.ratios("", least);
            case MONEY ->
                Axis.logarithmic(
                        trends.getFirst().currency(),
                        least,
                        most,
                        ROOM,
                        value -> String.format(Locale.ROOT, "%.3g", value));
        };
    }

    private static DoubleStream extent(Trend.Night night) {
        Interval interval = night.interval();
        return interval == null
                ? DoubleStream.of(night.value())
                : DoubleStream.of(night.value(), interval.low(), interval.high());
    }

    private double day(Instant at) {
        return Duration.between(first, at).toSeconds() / DAY_SECONDS;
    }

    private double place(double value) {
        boolean linear = trends.getFirst().series().quantity().unit() == Quantity.Unit.RATIO;
        return linear ? value : Math.log10(value);
    }

    private void nights(Trend trend, ArmLook look) {
        int number = 0;
        for (Trend.Night night : trend.nights()) {
            Interval interval = night.interval();
            if (interval != null && interval.low() > 0) {
                double at = day(night.at());
                double[] bar = {Math.max(y.min(), place(interval.low())), Math.min(y.max(), place(interval.high()))};
                Charts.line(
                        chart,
                        look.name() + " bar " + number++,
                        new double[] {at, at},
                        bar,
                        look.colour(0.3),
                        Charts.solid(3f));
            }
        }
        double[] days = trend.nights().stream().mapToDouble(n -> day(n.at())).toArray();
        double[] values =
                trend.nights().stream().mapToDouble(n -> place(n.value())).toArray();
        Charts.marks(chart, look.name(), days, values, look.colour(), new Dot(5, Dot.Kind.FULL));
    }

    private void levels(Trend trend, ArmLook look) {
        List<Integer> cuts = new ArrayList<>(List.of(0));
        trend.changes().stream()
                .sorted(Comparator.comparingInt(ChangePoints.Change::index))
                .forEach(change -> cuts.add(change.index()));
        cuts.add(trend.nights().size());
        for (int i = 0; i + 1 < cuts.size(); i++) {
            List<Trend.Night> level = trend.nights().subList(cuts.get(i), cuts.get(i + 1));
            double mean = place(
                    level.stream().mapToDouble(Trend.Night::value).average().orElseThrow());
            Charts.line(
                    chart,
                    look.name() + " level " + i,
                    new double[] {
                        day(level.getFirst().at()), day(level.getLast().at())
                    },
                    new double[] {mean, mean},
                    look.colour(0.6),
                    Charts.solid(1.6f));
        }
    }

    private void mark(Trend trend, ChangePoints.Change change, ArmLook look, List<Figure.Note> notes) {
        double after = day(trend.nights().get(change.index()).at());
        double before = day(trend.nights().get(change.index() - 1).at());
        double at = (before + after) / 2;
        Color colour = look.colour();
        Charts.line(
                chart,
                look.name() + " change " + change.index(),
                new double[] {at, at},
                new double[] {y.min(), y.max()},
                colour,
                Charts.dashed(1.4f));
        notes.add(new Figure.Note(
                at,
                y.max(),
                5,
                14 + 14.0 * trends.indexOf(trend),
                signed(change.ratio()),
                Surface.Words.of(12, colour, Surface.Anchor.START).emphasised().haloed()));
    }

    /** A ratio as a change: {@code +15.2 %}. */
    public static String signed(double ratio) {
        return (ratio > 1 ? "+" : "−") + Numbers.percent(Math.abs(ratio - 1));
    }
}

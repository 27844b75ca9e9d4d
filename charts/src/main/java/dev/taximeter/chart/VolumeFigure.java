package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.compare.MonthlySupplies;
import dev.taximeter.cost.BreakEven;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** What is paid against requests a month: machines and units by steps, tokens evenly, and where they cross. */
final class VolumeFigure {
    private static final int POINTS_A_DECADE = 60;

    /** Words of a ring, in decades of the horizontal axis; rings that are closer have their words above each other. */
    private static final double WORDS_DECADES = 1;

    private static final double MILLION = 1e6;

    /** What the vertical axis holds. */
    private enum Measure {
        THOUSAND(
                "volume",
                "Cost by monthly volume",
                "cost per 1" + Numbers.THIN + "000 requests",
                -8,
                -16,
                "A machine costs the same however little it is asked, so that it gets cheaper with every request until"
                    + " the next one is needed. Rings mark where a machine, or a hybrid, becomes cheaper than what is"
                    + " paid by the request."),
        MONTH(
                "month",
                "Cost of a month by its volume",
                "cost of a month",
                18,
                16,
                "Machines and provisioned units are enough for the busiest hour and paid round the clock, so that their"
                        + " lines are level until the next one is needed; what is paid by the request rises with each."
                        + " Rings mark the volume from which on a machine, units or a hybrid is cheaper for good than"
                        + " what is paid by the request.");

        private final String id;
        private final String title;
        private final String axis;

        /** Where the words of a ring lie below it, in pixels: on the side to which no line goes. */
        private final int below;

        /** What words that are close lie below the last ones. */
        private final int step;

        private final String caption;

        Measure(String id, String title, String axis, int below, int step, String caption) {
            this.id = id;
            this.title = title;
            this.axis = axis;
            this.below = below;
            this.step = step;
            this.caption = caption;
        }

        double of(Supply supply, Volume volume) {
            return switch (this) {
                case THOUSAND -> supply.perThousand(volume).doubleValue();
                case MONTH -> supply.perMonth(volume).doubleValue();
            };
        }
    }

    /** Who is drawn, and what he costs. */
    private record Line(ArmLook look, Supply supply) {}

    private final Measure measure;
    private final List<Line> lines;
    private final String machines;
    private final Volume day;
    private final double[] volumes = logarithmsOfVolumes();

    private VolumeFigure(Measure measure, List<Line> lines, RunSummary summary, Volume day) {
        this.measure = measure;
        this.lines = lines;
        this.machines = Figures.machines(summary);
        this.day = day;
    }

    /** Cost of 1,000 requests; empty when no arm is a machine, or none is paid by the request. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        return drawn(Measure.THOUSAND, looks, summary, MonthlySupplies.of(summary), MonthlySupplies.DAY);
    }

    /**
     * Cost of a month; empty when nothing has a cost, or not all in one currency.
     *
     * @param supplies by arm, and by the name of what is no arm, which gets the colours after the arms
     */
    static Optional<Picture> months(List<ArmLook> looks, RunSummary summary, Map<String, Supply> supplies, Volume day) {
        List<ArmLook> all = new ArrayList<>(looks);
        supplies.keySet().stream()
                .filter(name -> looks.stream().noneMatch(look -> look.name().equals(name)))
                .forEach(name -> all.add(new ArmLook(all.size(), name, Untrusted.line(name))));
        return drawn(Measure.MONTH, all, summary, supplies, day);
    }

    private static Optional<Picture> drawn(
            Measure measure, List<ArmLook> looks, RunSummary summary, Map<String, Supply> supplies, Volume day) {
        List<Line> lines = new ArrayList<>();
        for (ArmLook look : looks) {
            Supply supply = supplies.get(look.name());
            if (supply != null) {
                lines.add(new Line(look, supply));
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Figures.oneCurrency(summary).map(new VolumeFigure(measure, lines, summary, day)::picture);
    }

    private Picture picture(String currency) {
        List<double[]> costs = lines.stream().map(this::costs).toList();
        double least = costs.stream().flatMapToDouble(Arrays::stream).min().orElseThrow();
        double most = costs.stream().flatMapToDouble(Arrays::stream).max().orElseThrow();
        Axis x = Axis.logarithmic(
                "requests a month",
                MonthlySupplies.LOWEST.doubleValue(),
                MonthlySupplies.HIGHEST.doubleValue(),
                0,
                volume -> Numbers.count(Math.round(volume)));
        Axis y = Axis.logarithmic(
                measure.axis + ", " + currency, Math.pow(10, least), Math.pow(10, most), 0.05, VolumeFigure::amount);
        XYChart chart = Charts.between(x, y);
        List<Figure.Key> keys = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            ArmLook look = lines.get(i).look();
            Charts.line(chart, look.name() + " cost", volumes, costs.get(i), look.colour(), Charts.solid(2.2f));
            keys.add(new Figure.Key(look.label(), look.colour()));
        }
        return new Figure(measure.id, measure.title, measure.caption + machines, chart, x, y, keys, rings(chart));
    }

    private static String amount(double cost) {
        if (cost < 1) {
            return Numbers.money(new BigDecimal(cost, new MathContext(3)));
        }
        return cost < MILLION ? Numbers.count(Math.round(cost)) : Numbers.number(cost / MILLION) + Numbers.THIN + "M";
    }

    private List<Crossing> crossings() {
        List<Crossing> crossings = new ArrayList<>();
        for (Line own : lines) {
            for (Line other : lines) {
                if (BreakEven.isAsked(own.supply(), other.supply())) {
                    BreakEven.from(own.supply(), other.supply(), day, MonthlySupplies.LOWEST, MonthlySupplies.HIGHEST)
                            .filter(requests -> requests.compareTo(MonthlySupplies.LOWEST) > 0)
                            .ifPresent(requests -> crossings.add(new Crossing(own, other, requests)));
                }
            }
        }
        // from the right, so that words keep clear of those to their right, which they would lie upon
        crossings.sort(Comparator.comparing(Crossing::requests).reversed());
        return crossings;
    }

    private List<Figure.Note> rings(XYChart chart) {
        List<Figure.Note> notes = new ArrayList<>();
        for (Crossing crossing : crossings()) {
            double at = Math.log10(crossing.requests().doubleValue());
            double cost = logarithmOfCost(crossing.other().supply(), at);
            ArmLook other = crossing.other().look();
            String name = crossing.own().look().name() + " meets " + other.name();
            Charts.marks(
                    chart, name, new double[] {at}, new double[] {cost}, other.colour(), new Dot(11, Dot.Kind.RING));
            Figure.Note before = notes.isEmpty() ? null : notes.getLast();
            double dy = before != null && before.x() - at < WORDS_DECADES ? before.dy() + measure.step : measure.below;
            Words words = Words.of(12, other.colour(), Anchor.START).haloed();
            String shown = Numbers.count(crossing.requests().longValue()) + " a month";
            notes.add(new Figure.Note(at, cost, 10, dy, shown, words));
        }
        return notes;
    }

    /** From where on one is cheaper than another. */
    private record Crossing(Line own, Line other, BigDecimal requests) {}

    private static double[] logarithmsOfVolumes() {
        double low = Math.log10(MonthlySupplies.LOWEST.doubleValue());
        double high = Math.log10(MonthlySupplies.HIGHEST.doubleValue());
        int points = (int) Math.round((high - low) * POINTS_A_DECADE) + 1;
        double[] logarithms = new double[points];
        Arrays.setAll(logarithms, i -> low + (high - low) * i / (points - 1));
        return logarithms;
    }

    private double[] costs(Line line) {
        return Arrays.stream(volumes)
                .map(volume -> logarithmOfCost(line.supply(), volume))
                .toArray();
    }

    private double logarithmOfCost(Supply supply, double logarithmOfVolume) {
        BigDecimal requests = new BigDecimal(Math.pow(10, logarithmOfVolume), MathContext.DECIMAL64);
        return Math.log10(measure.of(supply, day.of(requests)));
    }
}

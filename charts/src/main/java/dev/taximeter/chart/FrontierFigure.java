package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Metric;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;

/** Cost against the slow tail, with accuracy: who is beaten in everything by somebody else, and who is not. */
final class FrontierFigure {
    private static final String ID = "frontier";
    private static final String TITLE = "Cost, tail latency and accuracy";

    /** About as high as the plot is in both formats, in pixels. */
    private static final double PLOT_HEIGHT = 320;

    private static final double LABEL_HEIGHT = 36;

    /** Around the dots, as a share of the distance between the outermost. */
    private static final double ROOM = 0.17;

    private FrontierFigure() {}

    /**
     * An arm's place.
     *
     * @param accuracy share of right answers; null when nothing was judged
     */
    record Place(
            ArmLook look,
            double costPerThousand,
            double p99Nanos,
            @Nullable Double accuracy) {
        /** At least as good in everything, and better in something. What nobody was judged on does not count. */
        boolean beats(Place other) {
            double mine = accuracy == null ? 0 : accuracy;
            double theirs = other.accuracy == null ? 0 : other.accuracy;
            boolean atLeast = costPerThousand <= other.costPerThousand && p99Nanos <= other.p99Nanos && mine >= theirs;
            boolean better = costPerThousand < other.costPerThousand || p99Nanos < other.p99Nanos || mine > theirs;
            return atLeast && better;
        }
    }

    static Picture of(List<ArmLook> looks, RunSummary summary) {
        List<Place> places = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String currency = "";
        for (ArmSummary arm : summary.arms()) {
            ArmLook look = Figures.look(looks, arm.arm().name());
            dev.taximeter.summary.Figure p99 = arm.percentile(Metric.RESPONSE, Percentile.P99);
            if (p99 != null
                    && arm.cost() instanceof Cost.Known cost
                    && cost.perThousand().signum() > 0) {
                places.add(new Place(look, cost.perThousand().doubleValue(), p99.value(), accuracy(arm)));
                currency = Untrusted.line(cost.quote().currency());
            } else {
                missing.add(look.label() + (p99 == null ? " (no p99)" : " (no cost)"));
            }
        }
        if (places.size() < 2) {
            return new Picture.Missing(ID, TITLE, "It takes two arms with a cost and a p99.");
        }
        return figure(places, missing, currency);
    }

    private static Figure figure(List<Place> places, List<String> missing, String currency) {
        Axis x = Axis.logarithmic(
                "cost per 1" + Numbers.THIN + "000 requests, " + currency,
                places.stream().mapToDouble(Place::costPerThousand).min().orElseThrow(),
                places.stream().mapToDouble(Place::costPerThousand).max().orElseThrow(),
                ROOM,
                cost -> Numbers.money(new BigDecimal(cost, new MathContext(3))));
        Axis y = Axis.logarithmic(
                "p99 of the response time",
                places.stream().mapToDouble(Place::p99Nanos).min().orElseThrow(),
                places.stream().mapToDouble(Place::p99Nanos).max().orElseThrow(),
                ROOM,
                Numbers::tick);
        XYChart chart = Charts.between(x, y);
        for (Place place : places) {
            double[] px = {Math.log10(place.costPerThousand())};
            double[] py = {Math.log10(place.p99Nanos())};
            if (places.stream().noneMatch(other -> other.beats(place))) {
                String name = place.look().name() + " frontier";
                Charts.marks(chart, name, px, py, place.look().colour(), new Dot(22, Dot.Kind.HALO));
            }
            Charts.marks(chart, place.look().name(), px, py, place.look().colour(), new Dot(11, Dot.Kind.FULL));
        }
        List<Figure.Note> notes = labels(places, x, y);
        String caption =
                "Nearer to the lower left corner is cheaper and faster. A ring marks the frontier: arms that nobody"
                        + " else matches or beats in cost, p99 and accuracy together."
                        + (missing.isEmpty() ? "" : " Not shown: " + String.join(", ", missing) + ".");
        return new Figure(ID, TITLE, caption, chart, x, y, List.of(), notes);
    }

    /** Words beside the dots, on the side with more room; from the top down, each at least a label's height lower. */
    private static List<Figure.Note> labels(List<Place> places, Axis x, Axis y) {
        List<Figure.Note> notes = new ArrayList<>();
        double[] lowest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        List<Place> fromTheTop = places.stream()
                .sorted(Comparator.comparingDouble(Place::p99Nanos).reversed())
                .toList();
        for (Place place : fromTheTop) {
            double px = Math.log10(place.costPerThousand());
            double py = Math.log10(place.p99Nanos());
            int side = x.share(px) > 0.5 ? 0 : 1;
            double height = (1 - y.share(py)) * PLOT_HEIGHT;
            double shift = Math.max(0, lowest[side] + LABEL_HEIGHT - height);
            lowest[side] = height + shift;
            Anchor anchor = side == 0 ? Anchor.END : Anchor.START;
            double dx = side == 0 ? -18 : 18;
            Words name = Words.of(13, place.look().colour(), anchor).emphasised();
            notes.add(new Figure.Note(px, py, dx, shift - 1, place.look().label(), name.haloed()));
            if (place.accuracy() != null) {
                String right = Numbers.percent(place.accuracy()) + " right";
                Words faint = Words.of(12, Palette.FAINT, anchor).haloed();
                notes.add(new Figure.Note(px, py, dx, shift + 14, right, faint));
            }
        }
        return notes;
    }

    private static @Nullable Double accuracy(ArmSummary arm) {
        return arm.accuracy() == null || arm.accuracy().inScope() == null
                ? null
                : arm.accuracy().inScope().value();
    }
}

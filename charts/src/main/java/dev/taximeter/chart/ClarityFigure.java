package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.IntentSpread;
import dev.taximeter.summary.RunSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;

/** The intents that are least clear, one lane an intent, each arm's clarity with its interval. */
final class ClarityFigure {
    private static final String ID = "clarity";
    private static final String TITLE = "The least clear intents";
    private static final int MOST = 8;

    private ClarityFigure() {}

    /** Empty when no vectors were compared. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        List<ArmSummary> shown =
                summary.arms().stream().filter(arm -> arm.intents() != null).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        List<String> lanes = worst(shown);
        double[] ends = shown.stream()
                .flatMap(arm -> lanes.stream().flatMap(lane -> intent(arm, lane)))
                .flatMapToDouble(intent -> Figures.extent(intent.clarity()))
                .toArray();
        Axis x = Axis.cosines(
                "clarity (cosine; 1 = all say the same)",
                DoubleStream.of(ends).min().orElse(0),
                DoubleStream.of(ends).max().orElse(1));
        Axis y = Axis.lanes(lanes.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        List<Figure.Key> keys = new ArrayList<>();
        for (ArmSummary arm : shown) {
            ArmLook look = Figures.look(looks, arm.arm().name());
            keys.add(new Figure.Key(look.label(), look.colour()));
            for (int lane = 0; lane < lanes.size(); lane++) {
                double place = lanes.size() - 1 - lane + 0.22;
                intent(arm, lanes.get(lane)).forEach(intent -> mark(chart, look, intent, x, place));
            }
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            notes.add(new Figure.Note(
                    x.min(),
                    lanes.size() - 1 - lane + 0.58,
                    4,
                    4,
                    Untrusted.line(lanes.get(lane)),
                    Words.of(12, Palette.INK, Anchor.START).haloed()));
        }
        String caption =
                "The dot is the mean cosine of an intent's utterances and the middle of its others, the bar where"
                        + " it may lie (95 %%). Shown are %d of %d intents, the least clear for any arm first."
                                .formatted(
                                        lanes.size(),
                                        spread(shown.getFirst()).intents().size());
        return Optional.of(new Figure(ID, TITLE, caption, chart, x, y, shown.size() == 1 ? List.of() : keys, notes));
    }

    /** By the place that each has in its arm's order, so that no arm's scale decides alone. */
    private static List<String> worst(List<ArmSummary> arms) {
        int longest = arms.stream()
                .mapToInt(arm -> spread(arm).intents().size())
                .max()
                .orElse(0);
        return Stream.iterate(0, place -> place < longest, place -> place + 1)
                .flatMap(place -> arms.stream()
                        .map(arm -> spread(arm).intents())
                        .filter(intents -> place < intents.size())
                        .map(intents -> intents.get(place).name()))
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static Stream<IntentSpread.Intent> intent(ArmSummary arm, String name) {
        return spread(arm).intents().stream().filter(intent -> intent.name().equals(name));
    }

    private static IntentSpread spread(ArmSummary arm) {
        IntentSpread spread = arm.intents();
        if (spread == null) {
            throw new IllegalArgumentException(
                    "no vectors were compared for " + arm.arm().name());
        }
        return spread;
    }

    private static void mark(XYChart chart, ArmLook look, IntentSpread.Intent intent, Axis x, double place) {
        double[] lane = {place, place};
        Interval interval = intent.clarity().interval();
        if (interval != null) {
            double[] whisker = {Math.max(x.min(), interval.low()), Math.min(x.max(), interval.high())};
            String name = look.name() + " " + intent.name() + " interval";
            Charts.line(chart, name, whisker, lane, look.colour(0.45), Charts.solid(7f));
        }
        double[] at = {intent.clarity().value()};
        Charts.marks(
                chart,
                look.name() + " " + intent.name(),
                at,
                new double[] {place},
                look.colour(),
                new Dot(10, Dot.Kind.FULL));
    }
}

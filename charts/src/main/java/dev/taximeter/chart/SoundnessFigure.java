package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import dev.taximeter.model.Soundness;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.RunSummary;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.XYChart;

/** What became of answers that had to be JSON: one bar an arm, cut into the four kinds. */
final class SoundnessFigure {
    private static final String ID = "soundness";
    private static final String TITLE = "How often the JSON is broken";

    /** Height of a bar, of the lane's 1. */
    private static final double BAR = 0.46;

    private static final double LOW = 0.14;

    /** Narrower parts have no room for their percentage. */
    private static final double ROOM = 0.09;

    private SoundnessFigure() {}

    /** Empty when no answer had to be JSON. */
    static Optional<Picture> of(List<ArmLook> looks, RunSummary summary) {
        List<ArmSummary> shown =
                summary.arms().stream().filter(arm -> arm.json() != null).toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        Axis x = Axis.shares("share of answers");
        Axis y = Axis.lanes(shown.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ArmLook look = Figures.look(looks, shown.get(i).arm().name());
            JsonShares json = shown.get(i).json();
            if (json != null) {
                bar(chart, notes, look, json, shown.size() - 1 - i);
            }
        }
        List<Figure.Key> keys = Arrays.stream(Soundness.values())
                .map(soundness -> new Figure.Key(soundness.label(), colour(soundness)))
                .toList();
        String caption = "Valid is JSON of the schema as it stands; repaired was so once fences, commas, quotes and the"
                + " like were mended; the rest no program can use. Each distinct prompt weighs the same.";
        return Optional.of(new Figure(ID, TITLE, caption, chart, x, y, keys, notes));
    }

    private static void bar(XYChart chart, List<Figure.Note> notes, ArmLook look, JsonShares json, double lane) {
        notes.add(new Figure.Note(
                0,
                lane + LOW + BAR,
                0,
                -7,
                look.label(),
                Words.of(13, Palette.INK, Anchor.START).emphasised()));
        double from = 0;
        for (Soundness soundness : Soundness.values()) {
            double share = json.share(soundness).value();
            if (share <= 0) {
                continue;
            }
            double to = from + share;
            double[] xs = {from, to, to, from};
            double[] ys = {lane + LOW, lane + LOW, lane + LOW + BAR, lane + LOW + BAR};
            Charts.area(chart, look.name() + " " + soundness.name(), xs, ys, Palette.PAPER, colour(soundness));
            if (share >= ROOM) {
                String words = Numbers.percent(share);
                notes.add(new Figure.Note(
                        (from + to) / 2,
                        lane + LOW + BAR / 2,
                        0,
                        4,
                        words,
                        Words.of(12, Palette.PAPER, Anchor.MIDDLE).emphasised()));
            }
            from = to;
        }
    }

    private static Color colour(Soundness soundness) {
        return switch (soundness) {
            case VALID -> Palette.arm(2);
            case REPAIRED -> Palette.arm(4);
            case WRONG_SCHEMA -> Palette.arm(1);
            case NOT_JSON -> Palette.arm(3);
        };
    }
}

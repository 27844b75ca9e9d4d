package dev.taximeter.chart;

import dev.taximeter.chart.Surface.Anchor;
import dev.taximeter.chart.Surface.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import org.knowm.xchart.XYChart;

/** The mistakes that a classifier makes most often, one bar each. */
public final class ConfusionFigure {
    private static final String ID = "confusions";
    private static final String TITLE = "What is taken for what";
    private static final int MOST = 8;

    private ConfusionFigure() {}

    /**
     * A mistake.
     *
     * @param label what it was
     * @param answer what it was taken for
     * @param count how often
     * @param asked how often the label was asked
     */
    public record Mistake(String label, String answer, int count, int asked) {}

    /**
     * All mistakes, the most frequent first.
     *
     * @param confusions for each label, how often each answer was given
     */
    public static List<Mistake> mistakes(SortedMap<String, ? extends SortedMap<String, Integer>> confusions) {
        List<Mistake> mistakes = new ArrayList<>();
        confusions.forEach((label, answers) -> {
            int asked = answers.values().stream().mapToInt(Integer::intValue).sum();
            answers.forEach((answer, count) -> {
                if (!answer.equals(label)) {
                    mistakes.add(new Mistake(label, answer, count, asked));
                }
            });
        });
        mistakes.sort(Comparator.comparingInt(Mistake::count)
                .reversed()
                .thenComparing(Mistake::label)
                .thenComparing(Mistake::answer));
        return mistakes;
    }

    /**
     * The picture.
     *
     * @param confusions for each label, how often each answer was given
     */
    public static Picture of(SortedMap<String, ? extends SortedMap<String, Integer>> confusions) {
        List<Mistake> all = mistakes(confusions);
        if (all.isEmpty()) {
            return new Picture.Missing(ID, TITLE, "There are no mistakes.");
        }
        List<Mistake> shown = all.subList(0, Math.min(MOST, all.size()));
        Axis x = Axis.counts("utterances", shown.getFirst().count());
        Axis y = Axis.lanes(shown.size());
        XYChart chart = Charts.between(x, y);
        List<Figure.Note> notes = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            Mistake mistake = shown.get(i);
            double lane = shown.size() - 1 - i + 0.3;
            Charts.line(
                    chart,
                    "mistake " + i,
                    new double[] {0, mistake.count()},
                    new double[] {lane, lane},
                    Palette.arm(0),
                    Charts.solid(7f));
            String words = "%s → %s: %s of %s"
                    .formatted(
                            Untrusted.line(mistake.label()),
                            Untrusted.line(mistake.answer()),
                            Numbers.count(mistake.count()),
                            Numbers.count(mistake.asked()));
            notes.add(new Figure.Note(
                    0,
                    lane + 0.28,
                    4,
                    4,
                    words,
                    Words.of(12, Palette.INK, Anchor.START).haloed()));
        }
        int mistakes = all.stream().mapToInt(Mistake::count).sum();
        String caption =
                "Left of the arrow the right label, right of it the answer; the bar is how many utterances. Shown are "
                        + "the %d most frequent of %d kinds of mistakes, %s mistakes in all."
                                .formatted(shown.size(), all.size(), Numbers.count(mistakes));
        return new Figure(ID, TITLE, caption, chart, x, y, List.of(), notes);
    }
}

package dev.taximeter.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.chart.ConfusionFigure.Mistake;
import dev.taximeter.stats.Interval;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelFiguresTest {
    private static final SortedMap<String, SortedMap<String, Integer>> CONFUSIONS = new TreeMap<>(Map.of(
            "pay", new TreeMap<>(Map.of("pay", 7, "order", 2, "oos", 1)),
            "order", new TreeMap<>(Map.of("order", 9, "pay", 4))));

    @Test
    void mistakesComeByTheirNumberWithWhatWasAsked() {
        assertThat(ConfusionFigure.mistakes(CONFUSIONS))
                .containsExactly(
                        new Mistake("order", "pay", 4, 13),
                        new Mistake("pay", "order", 2, 10),
                        new Mistake("pay", "oos", 1, 10));
    }

    @Test
    void eachMistakeIsABarAsLongAsItsNumber() {
        Picture picture = ConfusionFigure.of(CONFUSIONS);
        assertThat(picture).isInstanceOfSatisfying(Figure.class, figure -> {
            assertThat(List.of(0, 1, 2))
                    .extracting(i -> figure.chart().getSeries("mistake " + i).getXData()[1])
                    .containsExactly(4.0, 2.0, 1.0);
            assertThat(figure.svgFile()).contains("order → pay: 4 of 13");
        });
        assertThat(ConfusionFigure.of(new TreeMap<>())).isInstanceOf(Picture.Missing.class);
    }

    @Test
    void aLearningCurveNeedsTwoTrainings() {
        LearningCurveFigure.Point few = new LearningCurveFigure.Point(10, 0.6, new Interval(0.5, 0.7, 0.95));
        LearningCurveFigure.Point many = new LearningCurveFigure.Point(1000, 0.9, null);
        assertThat(LearningCurveFigure.of(List.of(new LearningCurveFigure.Line("right", List.of(few)))))
                .isInstanceOf(Picture.Missing.class);
        Picture picture = LearningCurveFigure.of(List.of(new LearningCurveFigure.Line("right", List.of(few, many))));
        assertThat(picture).isInstanceOfSatisfying(Figure.class, figure -> {
            var line = figure.chart().getSeries("right");
            assertThat(line.getXData()).containsExactly(1, 3);
            assertThat(line.getYData()).containsExactly(0.6, 0.9);
            assertThat(figure.y().min()).isLessThanOrEqualTo(0.5);
        });
    }

    @Test
    void anAxisOfCountsHasWholeRoundTicks() {
        assertThat(Axis.counts("n", 1).ticks()).extracting(Axis.Tick::at).containsExactly(0.0, 1.0);
        assertThat(Axis.counts("n", 9).ticks()).extracting(Axis.Tick::at).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
        assertThat(Axis.counts("n", 40).ticks()).hasSizeBetween(4, 8);
        assertThat(Axis.counts("n", 123_456).ticks()).hasSizeBetween(3, 8);
    }
}

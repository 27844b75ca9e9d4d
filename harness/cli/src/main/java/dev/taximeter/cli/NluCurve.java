package dev.taximeter.cli;

import dev.taximeter.chart.LearningCurveFigure;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.summary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Trainings on more and more examples. */
final class NluCurve {
    private NluCurve() {}

    /**
     * One training.
     *
     * @param shots most examples of each label; 0 for all there are
     * @param examples it was trained on
     */
    record Point(int shots, int examples, NluScore score) {}

    /** @param shots for the trainings before the whole one, ascending */
    static List<Point> of(
            NluTraining training,
            NluTraining.Trained whole,
            NluScore wholeScore,
            EncodedUtterances test,
            List<Integer> shots,
            NluOptions options,
            Consumer<String> say)
            throws InterruptedException {
        List<Point> points = new ArrayList<>();
        for (int few : shots) {
            NluTraining.Trained trained = training.train(few, options);
            if (trained.examples() < whole.examples()) {
                say.accept("learning from %d a label …".formatted(few));
                points.add(new Point(few, trained.examples(), NluScore.of(trained.model(), test)));
            }
        }
        if (!points.isEmpty()) {
            points.add(new Point(0, whole.examples(), wholeScore));
        }
        return points;
    }

    /** The curve as lines of a chart. */
    static List<LearningCurveFigure.Line> lines(List<Point> points) {
        List<LearningCurveFigure.Point> intents = new ArrayList<>();
        List<LearningCurveFigure.Point> entities = new ArrayList<>();
        for (Point point : points) {
            NluScore score = point.score();
            score.intents()
                    .inScopeAccuracyRatio()
                    .ifPresent(ratio -> intents.add(
                            new LearningCurveFigure.Point(point.examples(), ratio, score.accuracyInterval())));
            var spans = score.entities();
            Figure f1 = spans == null ? null : NluScore.f1Figure(spans.totals());
            if (f1 != null) {
                entities.add(new LearningCurveFigure.Point(point.examples(), f1.value(), f1.interval()));
            }
        }
        return List.of(
                new LearningCurveFigure.Line("intent accuracy", intents),
                new LearningCurveFigure.Line("entities, strict F1", entities));
    }
}

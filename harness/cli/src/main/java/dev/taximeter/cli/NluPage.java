package dev.taximeter.cli;

import dev.taximeter.chart.ConfusionFigure;
import dev.taximeter.chart.LearningCurveFigure;
import dev.taximeter.chart.Numbers;
import dev.taximeter.chart.Picture;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.nlu.OutOfScopeChoice;
import dev.taximeter.nlu.SpanCounts;
import dev.taximeter.nlu.SpanEvaluation;
import dev.taximeter.report.Page;
import dev.taximeter.report.Page.Grid;
import dev.taximeter.report.Page.Section;
import dev.taximeter.scenario.Corpus;
import dev.taximeter.summary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The report of a local model. */
final class NluPage {
    /** Mistakes in the table, and labels in the matrix. */
    private static final int MOST = 20;

    private final Corpus corpus;
    private final NluModel model;
    private final List<Section> sections = new ArrayList<>();

    NluPage(Corpus corpus, NluModel model) {
        this.corpus = corpus;
        this.model = model;
    }

    Page page() {
        String title = "A local model on " + corpus.name();
        String subtitle = "%s utterances to learn from, %s to judge by; %s intents, %s types of entities; encoder %s"
                .formatted(
                        Numbers.count(corpus.training().size()),
                        Numbers.count(corpus.test().size()),
                        Numbers.count(model.intents().size()),
                        Numbers.count(model.types().size()),
                        model.encoder().name());
        return new Page(title, subtitle, sections);
    }

    /** The figures that the model is known by, as name and value. */
    static List<List<String>> figures(NluScore score) {
        List<List<String>> rows = new ArrayList<>();
        var intents = score.intents();
        rows.add(List.of("intent accuracy, in scope", NluScore.share(intents.inScopeRight(), intents.inScope())));
        Figure macroF1 = score.macroF1();
        if (macroF1 != null) {
            rows.add(List.of("intent macro F1", NluScore.words(macroF1)));
        }
        if (intents.outOfScope() > 0) {
            String found = NluScore.share(intents.outOfScopeRight(), intents.outOfScope());
            rows.add(List.of("out of scope, found", found));
        }
        SpanEvaluation entities = score.entities();
        if (entities != null) {
            rows.add(List.of("entities, strict F1", NluScore.f1(entities.totals())));
            SpanCounts total = entities.total();
            rows.add(List.of("entities, precision", NluScore.share(total.right(), total.found())));
            rows.add(List.of("entities, recall", NluScore.share(total.right(), total.marked())));
        }
        return rows;
    }

    NluPage score(NluScore score) {
        List<String> lines = new ArrayList<>();
        lines.add("In brackets where the true figure may lie (95 %); n utterances, for entities n spans.");
        if (score.entities() != null) {
            lines.add("Strict: a span is right when its type, its start and its end are.");
        }
        sections.add(new Section(
                "How often it is right",
                lines,
                List.of(new Grid("on the test utterances", List.of("figure", "value"), figures(score))),
                List.of()));
        return this;
    }

    /** What training took. */
    static String seconds(NluTraining.Trained trained) {
        String entities =
                trained.model().types().isEmpty() ? "" : ", entities %s s".formatted(seconds(trained.entitiesNanos()));
        return "%s s: encoding %s s (all cores), classifier %s s"
                        .formatted(
                                seconds(trained.nanos()),
                                seconds(trained.encodingNanos()),
                                seconds(trained.intentsNanos()))
                + entities;
    }

    private static String seconds(long nanos) {
        return Numbers.number(nanos / 1e9);
    }

    NluPage training(NluTraining.Trained trained) {
        String line =
                "Training on %s utterances took %s.".formatted(Numbers.count(trained.examples()), seconds(trained));
        sections.add(new Section("What it took", List.of(line), List.of(), List.of()));
        OutOfScopeChoice choice = trained.choice();
        if (choice != null) {
            sections.add(threshold(choice));
        }
        return this;
    }

    private static Section threshold(OutOfScopeChoice choice) {
        List<List<String>> rows = choice.rows().stream()
                .map(row -> List.of(
                        Numbers.number(row.threshold()) + (row.threshold() == choice.chosen() ? " (chosen)" : ""),
                        NluScore.share(row.inScopeRight(), row.inScope()),
                        NluScore.share(row.outOfScopeFound(), row.outOfScope())))
                .toList();
        String line =
                "Chosen on the validation part: the one that finds most out of scope while no more than %s in scope is"
                                .formatted(Numbers.percent(OutOfScopeChoice.GIVE_UP_RATIO))
                        + " lost against believing every answer.";
        Grid grid = new Grid("thresholds", List.of("threshold", "right in scope", "found out of scope"), rows);
        return new Section("When to say: none of these", List.of(line), List.of(grid), List.of());
    }

    NluPage curve(List<NluCurve.Point> curve) {
        if (curve.isEmpty()) {
            return this;
        }
        List<List<String>> rows = new ArrayList<>();
        for (NluCurve.Point point : curve) {
            var intents = point.score().intents();
            SpanEvaluation entities = point.score().entities();
            rows.add(List.of(
                    point.shots() == 0 ? "all" : Numbers.count(point.shots()),
                    Numbers.count(point.examples()),
                    NluScore.share(intents.inScopeRight(), intents.inScope()),
                    entities == null ? "–" : NluScore.f1(entities.totals())));
        }
        List<String> header = List.of("a label", "utterances", "intent accuracy", "entities, strict F1");
        Picture picture = LearningCurveFigure.of(NluCurve.lines(curve));
        sections.add(new Section(
                "With fewer examples", List.of(), List.of(new Grid("trainings", header, rows)), List.of(picture)));
        return this;
    }

    NluPage mistakes(NluScore score) {
        var confusions = score.intents().confusions();
        List<ConfusionFigure.Mistake> mistakes = ConfusionFigure.mistakes(confusions);
        List<List<String>> rows = mistakes.stream()
                .limit(MOST)
                .map(mistake -> List.of(
                        mistake.label(),
                        mistake.answer(),
                        Numbers.count(mistake.count()) + " of " + Numbers.count(mistake.asked())))
                .toList();
        List<Grid> grids = new ArrayList<>();
        if (!rows.isEmpty()) {
            grids.add(new Grid("the most frequent mistakes", List.of("right", "answered", "utterances"), rows));
        }
        sections.add(new Section("What is taken for what", List.of(), grids, List.of(ConfusionFigure.of(confusions))));
        return this;
    }

    /** All answers to all labels; only those with most mistakes when there are many. For screens, not for terminals. */
    NluPage matrix(NluScore score) {
        var confusions = score.intents().confusions();
        List<String> labels = ConfusionFigure.mistakes(confusions).stream()
                .flatMap(mistake -> List.of(mistake.label(), mistake.answer()).stream())
                .distinct()
                .limit(MOST)
                .sorted()
                .toList();
        if (labels.isEmpty()) {
            return this;
        }
        List<String> header = new ArrayList<>(List.of("right ↓ answered →"));
        header.addAll(labels);
        List<List<String>> rows = new ArrayList<>();
        for (String label : labels) {
            SortedMap<String, Integer> answers = confusions.getOrDefault(label, new TreeMap<>());
            List<String> row = new ArrayList<>(List.of(label));
            labels.forEach(answer -> row.add(answers.containsKey(answer) ? Numbers.count(answers.get(answer)) : ""));
            rows.add(row);
        }
        String line = "The %d labels with most mistakes; a row is what was right, a column what was answered."
                .formatted(labels.size());
        Grid grid = new Grid("confusions", header, rows);
        sections.add(new Section("Confusion table", List.of(line), List.of(grid), List.of()));
        return this;
    }

    NluPage types(@Nullable SpanEvaluation entities) {
        if (entities == null) {
            return this;
        }
        List<List<String>> rows = new ArrayList<>();
        entities.byType().forEach((type, sum) -> {
            List<SpanCounts> counts = entities.utterances().stream()
                    .filter(utterance -> utterance.containsKey(type))
                    .map(utterance -> utterance.get(type))
                    .toList();
            rows.add(List.of(
                    type,
                    NluScore.f1(counts),
                    NluScore.share(sum.right(), sum.found()),
                    NluScore.share(sum.right(), sum.marked())));
        });
        Grid grid = new Grid("by type", List.of("type", "strict F1", "precision", "recall"), rows);
        sections.add(new Section("Entities by type", List.of(), List.of(grid), List.of()));
        return this;
    }
}

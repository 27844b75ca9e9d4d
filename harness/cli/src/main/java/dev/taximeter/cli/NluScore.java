package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.nlu.EncodedUtterances;
import dev.taximeter.nlu.Evaluation;
import dev.taximeter.nlu.NluModel;
import dev.taximeter.nlu.NluResult;
import dev.taximeter.nlu.SpanCounts;
import dev.taximeter.nlu.SpanEvaluation;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.MacroF1;
import dev.taximeter.summary.SumRatio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good a model is on test utterances, with intervals.
 *
 * @param intents answers against labels
 * @param macroF1 mean of the intents' F1; null when nothing in scope was asked
 * @param entities found spans against marked ones; null when the model finds none or none are marked
 */
record NluScore(
        Evaluation intents,
        @Nullable Figure macroF1,
        @Nullable SpanEvaluation entities) {
    /** Asks the model for every utterance. */
    static NluScore of(NluModel model, EncodedUtterances test) {
        List<NluResult> answers = model.answers(test);
        List<String> labels =
                answers.stream().map(answer -> answer.intent().intent()).toList();
        List<List<EntitySpan>> spans = answers.stream().map(NluResult::entities).toList();
        boolean judged = !model.types().isEmpty() && test.hasEntities();
        return new NluScore(
                Evaluation.of(test.utterances(), labels),
                MacroF1.of(
                        test.utterances().stream()
                                .map(LabelledUtterance::intent)
                                .toList(),
                        labels),
                judged ? SpanEvaluation.of(test.utterances(), spans) : null);
    }

    /** A figure in words: {@code 95.1 % [94.4 … 95.7] n = 4 500}; a dash when there is none. */
    static String share(int right, int of) {
        return of == 0 ? "–" : words(Figure.share((double) right / of, of));
    }

    /** Wilson's interval of the accuracy in scope; null when nothing in scope was asked. */
    @Nullable
    Interval accuracyInterval() {
        return intents.inScope() == 0
                ? null
                : Figure.share(intents.inScopeAccuracyRatio().orElseThrow(), intents.inScope())
                        .interval();
    }

    /** F1 in words, with the number of marked spans; a dash when nothing was marked or found. */
    static String f1(List<SpanCounts> counts) {
        Figure f1 = f1Figure(counts);
        return f1 == null ? "–" : words(f1);
    }

    /**
     * F1 of the spans, the interval from drawing whole utterances, for the spans of one are not independent; n is the number
     * of marked spans. Null when nothing was marked or found.
     *
     * @param counts of each utterance
     */
    static @Nullable Figure f1Figure(List<SpanCounts> counts) {
        return SumRatio.of(
                counts,
                count -> 2.0 * count.right(),
                count -> count.marked() + count.found(),
                counts.stream().mapToInt(SpanCounts::marked).sum());
    }

    /** A share in words. */
    static String words(Figure share) {
        Interval interval = share.interval();
        String bounds = interval == null ? "" : " " + Numbers.interval(interval, Numbers::percentDigits);
        return Numbers.percent(share.value()) + bounds + " n = " + Numbers.count(share.n());
    }
}

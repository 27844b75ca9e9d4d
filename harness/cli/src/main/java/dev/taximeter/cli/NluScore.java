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
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Proportions;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.MacroF1;
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
    private static final double CONFIDENCE = 0.95;
    private static final BlockedBootstrap BOOTSTRAP = new BlockedBootstrap(2000, 1);

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
        if (of == 0) {
            return "–";
        }
        double ratio = (double) right / of;
        return words(ratio, Proportions.wilson(ratio, of, CONFIDENCE), of);
    }

    /** Wilson's interval of the accuracy in scope; null when nothing in scope was asked. */
    @Nullable
    Interval accuracyInterval() {
        return intents.inScope() == 0
                ? null
                : Proportions.wilson(intents.inScopeAccuracyRatio().orElseThrow(), intents.inScope(), CONFIDENCE);
    }

    /**
     * F1 in words, with the number of marked spans.
     *
     * @param counts of each utterance
     */
    static String f1(List<SpanCounts> counts) {
        int marked = counts.stream().mapToInt(SpanCounts::marked).sum();
        double ratio = f1Ratio(counts);
        return Double.isNaN(ratio) ? "–" : words(ratio, f1Interval(counts), marked);
    }

    /** NaN when nothing was marked or found. */
    static double f1Ratio(List<SpanCounts> counts) {
        int right = counts.stream().mapToInt(SpanCounts::right).sum();
        int both = counts.stream()
                .mapToInt(count -> count.marked() + count.found())
                .sum();
        return both == 0 ? Double.NaN : 2.0 * right / both;
    }

    /**
     * From drawing whole utterances: the spans of one are not independent; Wilson's where all say the same. Null when no
     * utterance has a span.
     */
    static @Nullable Interval f1Interval(List<SpanCounts> counts) {
        List<SpanCounts> some = counts.stream()
                .filter(count -> count.marked() + count.found() > 0)
                .toList();
        if (some.isEmpty()) {
            return null;
        }
        Interval drawn = BOOTSTRAP.ratio(
                blocks(some.stream().mapToDouble(count -> 2.0 * count.right()).toArray()),
                blocks(some.stream()
                        .mapToDouble(count -> count.marked() + count.found())
                        .toArray()),
                new BlockStatistic.Mean(),
                CONFIDENCE);
        return Proportions.drawnOrWilson(drawn, f1Ratio(some), some.size(), CONFIDENCE);
    }

    private static Blocks blocks(double[] values) {
        return Blocks.cut(values, values.length);
    }

    /** A share in words. */
    static String words(Figure share) {
        return words(share.value(), share.interval(), (int) share.n());
    }

    private static String words(double ratio, @Nullable Interval interval, int n) {
        String bounds = interval == null ? "" : " " + Numbers.interval(interval, Numbers::percentDigits);
        return Numbers.percent(ratio) + bounds + " n = " + Numbers.count(n);
    }
}

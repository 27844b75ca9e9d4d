package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Counts;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Says a verdict in plain words, and never more than the data does: speed, steadiness, cost, accuracy, failures. */
final class Sentences {
    /** Share of failed requests from which they belong in the answer. */
    private static final double ERRORS_MATTER_RATIO = 0.01;

    private Sentences() {}

    /**
     * The sentences of a run, at least one.
     *
     * @param comparisons every other arm against the first
     * @param pairs makes the pair of a candidate and a baseline
     */
    static List<String> of(
            RunSummary summary, List<ArmComparison> comparisons, BiFunction<ArmFacts, ArmFacts, ArmPair> pairs) {
        if (summary.validity() instanceof Validity.Invalid(List<String> reasons)) {
            return List.of("This run is invalid and decides nothing: " + String.join("; ", reasons) + ".");
        }
        List<ArmSummary> arms = summary.arms();
        List<String> sentences = new ArrayList<>(SweepSentence.of(summary));
        sentences.addAll(TrainingSentence.of(arms));
        sentences.addAll(ClaritySentence.of(arms));
        EntitySentence.of(arms).ifPresent(sentences::add);
        sentences.addAll(GenerationSentence.of(arms));
        sentences.addAll(RetrievalSentence.of(arms));
        JsonSentence.of(summary.manifest().replay(), arms, pairs).ifPresent(sentences::add);
        Rankings rankings = new Rankings(arms, pairs);
        rankings.fastest().ifPresent(sentences::add);
        if (arms.size() == 1) {
            sentences.add(speedOf(arms.getFirst()));
        }
        for (int i = 0; i < comparisons.size(); i++) {
            Optional<String> inference = InferenceSentence.of(arms.get(i + 1), arms.getFirst(), comparisons.get(i));
            if (inference.isPresent()) {
                sentences.add(inference.get());
                continue;
            }
            sentences.add(SpeedSentence.of(arms.get(i + 1), arms.getFirst(), comparisons.get(i)));
            ArmFacts candidate = arms.get(i + 1).arm();
            ArmFacts baseline = arms.getFirst().arm();
            AddedTimeSentence.of(candidate, baseline, pairs.apply(candidate, baseline))
                    .ifPresent(sentences::add);
        }
        rankings.steadiest().ifPresent(sentences::add);
        rankings.cheapest().ifPresent(sentences::add);
        sentences.addAll(BreakEvenSentence.of(summary));
        rankings.mostAccurate().ifPresent(sentences::add);
        arms.stream()
                .filter(arm -> failuresMatter(arm.counts()))
                .map(Sentences::failures)
                .forEach(sentences::add);
        return sentences;
    }

    private static String speedOf(ArmSummary arm) {
        Figure median = arm.percentile(Metric.RESPONSE, Percentile.P50);
        Figure tail = arm.percentile(Metric.RESPONSE, Percentile.P99);
        if (median == null) {
            return "%s gave %s good answers, too few for a median with an interval."
                    .formatted(
                            Phrases.name(arm.arm()), Phrases.count(arm.counts().ok()));
        }
        return "%s answers in %s at the median%s, n=%s."
                .formatted(
                        Phrases.name(arm.arm()),
                        withInterval(median),
                        tail == null ? "" : " and in " + withInterval(tail) + " at p99",
                        Phrases.count(median.n()));
    }

    private static String withInterval(Figure nanos) {
        return nanos.interval() == null
                ? Phrases.duration(nanos.value())
                : "%s (95 %% interval %s to %s)"
                        .formatted(
                                Phrases.duration(nanos.value()),
                                Phrases.duration(nanos.interval().low()),
                                Phrases.duration(nanos.interval().high()));
    }

    private static boolean failuresMatter(Counts counts) {
        return counts.errors() > 0 && counts.errors() >= ERRORS_MATTER_RATIO * counts.sent();
    }

    private static String failures(ArmSummary arm) {
        Counts counts = arm.counts();
        return "%s failed %s of its requests (%s of %s); its times are those of good answers alone."
                .formatted(
                        Phrases.name(arm.arm()),
                        Phrases.percent((double) counts.errors() / counts.sent()),
                        Phrases.count(counts.errors()),
                        Phrases.count(counts.sent()));
    }
}

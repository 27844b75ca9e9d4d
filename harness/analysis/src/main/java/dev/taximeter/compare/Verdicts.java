package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Objective;
import dev.taximeter.model.Sample;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.summary.ArmSamples;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Thresholds;
import dev.taximeter.summary.Validity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what a run's figures mean: each arm against the first, and sentences that say so. */
public final class Verdicts {
    private static final BlockStatistic MEDIAN = new BlockStatistic.Quantile(Percentile.P50.probability());
    private static final BlockStatistic P99 = new BlockStatistic.Quantile(Percentile.P99.probability());

    private final RunSummary summary;
    private final Map<String, ArmSamples> samples;
    private final BlockedBootstrap bootstrap;

    private Verdicts(RunSummary summary, List<Sample> all) {
        this.summary = summary;
        this.samples = new LinkedHashMap<>();
        for (ArmSummary arm : summary.arms()) {
            samples.put(arm.arm().name(), ArmSamples.of(all, arm.arm().name()));
        }
        this.bootstrap =
                new BlockedBootstrap(Thresholds.RESAMPLES, summary.manifest().seed());
    }

    /**
     * The verdict of a run, also of an empty or unfinished one.
     *
     * @param summary the run's figures; its seed also seeds the bootstrap
     * @param samples that it was made of, in any order
     */
    public static RunVerdict of(RunSummary summary, List<Sample> samples) {
        return new Verdicts(summary, samples).verdict();
    }

    private RunVerdict verdict() {
        List<ArmSummary> arms = summary.arms();
        List<ArmComparison> comparisons =
                arms.stream().skip(1).map(arm -> compare(arm, arms.getFirst())).toList();
        List<ObjectiveResult> objectives = objectives();
        List<String> sentences = new ArrayList<>(Sentences.of(summary, comparisons, this::pair));
        ObjectiveSentence.of(summary, objectives).ifPresent(sentences::addFirst);
        LookSentence.of(summary, objectives).ifPresent(sentences::add);
        return new RunVerdict(comparisons, sentences, objectives);
    }

    private List<ObjectiveResult> objectives() {
        return summary.manifest().objectives().stream()
                .flatMap(objective -> summary.arms().stream().map(arm -> test(arm, objective)))
                .toList();
    }

    private ObjectiveResult test(ArmSummary arm, Objective objective) {
        ArmSamples own = Objects.requireNonNull(samples.get(arm.arm().name()));
        return new ObjectiveTests(summary, arm, own).test(objective);
    }

    private ArmPair pair(ArmFacts candidate, ArmFacts baseline) {
        return new ArmPair(
                Objects.requireNonNull(samples.get(candidate.name())),
                Objects.requireNonNull(samples.get(baseline.name())),
                bootstrap);
    }

    private ArmComparison compare(ArmSummary candidate, ArmSummary baseline) {
        ArmPair pair = pair(candidate.arm(), baseline.arm());
        Figure median = pair.ratio(Metric.RESPONSE, MEDIAN);
        Figure deviation = pair.ratio(Metric.RESPONSE, new BlockStatistic.StandardDeviation());
        boolean tails = candidate.percentile(Metric.RESPONSE, Percentile.P99) != null
                && baseline.percentile(Metric.RESPONSE, Percentile.P99) != null;
        return new ArmComparison(
                baseline.arm().name(),
                candidate.arm().name(),
                pair.ratio(Metric.RESPONSE, new BlockStatistic.Mean()),
                median,
                tails ? pair.ratio(Metric.RESPONSE, P99) : null,
                pair.ratio(Metric.TTFT, MEDIAN),
                deviation,
                Comparison.costRatio(candidate.cost(), baseline.cost()),
                pair.accuracyDifference(),
                pair.accuracyP(),
                verdict(median),
                verdict(deviation));
    }

    private Verdict verdict(@Nullable Figure ratio) {
        return switch (summary.validity()) {
            case Validity.Invalid(List<String> reasons) -> new Verdict.NotComparable(reasons);
            case Validity.Valid() ->
                VerdictRule.judge(
                        ratio,
                        "fewer than %d good answers of either arm, or no spread in them"
                                .formatted(ArmPair.FEWEST_VALUES));
        };
    }
}

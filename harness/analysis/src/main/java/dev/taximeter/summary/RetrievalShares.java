package dev.taximeter.summary;

import dev.taximeter.model.Relay;
import dev.taximeter.model.RetrievalJudgement;
import dev.taximeter.model.Sample;
import dev.taximeter.stats.EffectiveSize;
import dev.taximeter.stats.Quantiles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Answers from a knowledge base, retrieval and generation apart.
 *
 * @param found share of prompts for which a passage was retrieved that says what is expected; n is the number of prompts
 * @param retrievalMedian from the start of the call to the passages, in nanoseconds; null with too few values
 * @param retrievalP99 the same; null with too few values
 * @param generationMedian from asking the language model to the end, in nanoseconds; null with too few values
 * @param generationP99 the same; null with too few values
 */
public record RetrievalShares(
        Figure found,
        @Nullable Figure retrievalMedian,
        @Nullable Figure retrievalP99,
        @Nullable Figure generationMedian,
        @Nullable Figure generationP99) {

    /** Null when nothing was retrieved. */
    static @Nullable RetrievalShares of(ArmSamples samples) {
        List<Sample> answered = samples.good().measured().stream()
                .filter(sample -> sample.answer() != null && sample.answer().retrieval() != null)
                .toList();
        if (answered.isEmpty()) {
            return null;
        }
        Map<String, Double> byPrompt = answered.stream()
                .collect(Collectors.groupingBy(
                        Sample::promptId, TreeMap::new, Collectors.averagingDouble(RetrievalShares::found)));
        int n = byPrompt.size();
        double share =
                byPrompt.values().stream().mapToDouble(Double::doubleValue).sum() / n;
        ToLongBiFunction<Sample, Relay> retrieval = (_, relay) -> relay.firstNanos();
        ToLongBiFunction<Sample, Relay> generation =
                (sample, _) -> sample.last().doneNanos() - sample.last().askedNanos();
        return new RetrievalShares(
                Figure.share(share, n),
                quantile(answered, retrieval, Percentile.P50),
                quantile(answered, retrieval, Percentile.P99),
                quantile(answered, generation, Percentile.P50),
                quantile(answered, generation, Percentile.P99));
    }

    private static double found(Sample sample) {
        RetrievalJudgement judgement =
                sample.answer() == null ? null : sample.answer().retrieval();
        return judgement != null && judgement.found() ? 1 : 0;
    }

    private static @Nullable Figure quantile(
            List<Sample> samples, ToLongBiFunction<Sample, Relay> part, Percentile percentile) {
        double[] values = samples.stream()
                .filter(sample -> sample.last().relay() != null)
                .mapToDouble(sample -> part.applyAsLong(sample, sample.last().relay()))
                .toArray();
        if (values.length == 0) {
            return null;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double p = percentile.probability();
        var interval = Quantiles.interval(new EffectiveSize(values), sorted, p, Thresholds.CONFIDENCE);
        return interval == null ? null : new Figure(Quantiles.nearestRank(sorted, p), interval, sorted.length);
    }
}

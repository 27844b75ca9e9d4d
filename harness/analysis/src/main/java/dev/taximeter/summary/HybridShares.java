package dev.taximeter.summary;

import dev.taximeter.model.Attempt;
import dev.taximeter.model.Metric;
import dev.taximeter.model.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who answered for a hybrid arm, and how well.
 *
 * @param passedOn share of prompts, 0..1, that went on to the second model; n is the number of distinct prompts, because the
 *     first model is as sure of a prompt the second time as the first
 * @param requests of the arm
 * @param requestsPassedOn of them
 * @param first what the first model answered by itself; null when it passed all on
 * @param then what was passed on; null when nothing was
 */
public record HybridShares(
        Figure passedOn,
        long requests,
        long requestsPassedOn,
        @Nullable Part first,
        @Nullable Part then) {

    /**
     * One model's part.
     *
     * @param accuracy null when nothing was judged
     * @param response response times of good answers; null when there are none
     */
    public record Part(
            @Nullable Accuracy accuracy, @Nullable Distribution response) {}

    /** Null when the arm is no hybrid. */
    static @Nullable HybridShares of(ArmSamples samples, Distributions distributions) {
        List<Sample> relayed = samples.measured().stream()
                .filter(sample -> sample.last().relay() != null)
                .toList();
        if (relayed.isEmpty()) {
            return null;
        }
        Map<Boolean, List<Sample>> parts =
                relayed.stream().collect(Collectors.partitioningBy(sample -> passedOn(sample.last())));
        Map<String, Double> byPrompt = relayed.stream()
                .collect(Collectors.groupingBy(
                        Sample::promptId,
                        TreeMap::new,
                        Collectors.averagingDouble(sample -> passedOn(sample.last()) ? 1 : 0)));
        int n = byPrompt.size();
        double share =
                byPrompt.values().stream().mapToDouble(Double::doubleValue).sum() / n;
        return new HybridShares(
                Figure.share(share, n),
                relayed.size(),
                parts.getOrDefault(true, List.of()).size(),
                part(parts.getOrDefault(false, List.of()), distributions),
                part(parts.getOrDefault(true, List.of()), distributions));
    }

    private static @Nullable Part part(List<Sample> samples, Distributions distributions) {
        if (samples.isEmpty()) {
            return null;
        }
        ArmSamples own = new ArmSamples(samples);
        return new Part(PromptScores.of(own).accuracy(), distributions.of(Metric.RESPONSE, own.good(), 0));
    }

    private static boolean passedOn(Attempt attempt) {
        return attempt.relay() != null && attempt.relay().passedOn();
    }
}

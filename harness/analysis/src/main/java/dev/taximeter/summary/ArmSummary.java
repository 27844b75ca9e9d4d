package dev.taximeter.summary;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One arm's measured phase.
 *
 * @param arm who it was
 * @param counts what became of its requests
 * @param distributions by metric; a metric without a value is absent
 * @param throughputPerSecond good answers per measured second: each block counts from its first intended start to its
 *     last answer, the pauses between blocks do not; null when no measured time passed
 * @param outputTokensPerSecond visible output tokens per measured second over all requests; null without usage
 * @param tokensPerChunk visible output tokens of one content chunk on average, over good streamed answers with a usage
 *     and more than one chunk ({@code n} is their chunks); null when there was none
 * @param accuracy null when nothing was judged
 * @param json how often its JSON was broken; null when none was asked for
 * @param entities how well it named them; null when none were asked for
 * @param generated what its utterances are worth, by language; empty when none were asked for
 * @param retrieval what was retrieved before it was asked; null where nothing was
 * @param intents how its vectors spread the intents; null where no vectors were compared
 * @param hybrid who answered for it; null when it is no hybrid
 * @param cost known, or why not
 * @param words what servers and connections said of themselves
 */
public record ArmSummary(
        ArmFacts arm,
        Counts counts,
        Map<Metric, Distribution> distributions,
        @Nullable Double throughputPerSecond,
        @Nullable Double outputTokensPerSecond,
        @Nullable Figure tokensPerChunk,
        @Nullable Accuracy accuracy,
        @Nullable JsonShares json,
        @Nullable EntityScores entities,
        List<GenerationScores> generated,
        @Nullable RetrievalShares retrieval,
        @Nullable IntentSpread intents,
        @Nullable HybridShares hybrid,
        Cost cost,
        ServerWords words) {

    public ArmSummary {
        distributions = Map.copyOf(distributions);
        generated = List.copyOf(generated);
    }

    /** The distribution of this metric, or null. */
    public @Nullable Distribution distribution(Metric metric) {
        return distributions.get(metric);
    }

    /** This percentile of this metric, or null when there were too few values. */
    public @Nullable Figure percentile(Metric metric, Percentile percentile) {
        Distribution distribution = distributions.get(metric);
        return distribution == null ? null : distribution.percentiles().get(percentile);
    }
}

package dev.taximeter.summary;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Sample;
import dev.taximeter.model.TokenUsage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes an {@link ArmSummary} of an arm's samples. */
final class ArmSummaries {
    private static final double NANOS_PER_SECOND = 1e9;

    private ArmSummaries() {}

    static ArmSummary of(ArmFacts arm, ArmSamples samples, Distributions distributions, Cost cost) {
        Counts counts = counts(samples);
        double seconds = samples.stretchNanos() / NANOS_PER_SECOND;
        return new ArmSummary(
                arm,
                counts,
                distributions.all(samples.good(), counts.errors()),
                seconds > 0 ? counts.ok() / seconds : null,
                outputTokensPerSecond(samples.measured(), seconds),
                tokensPerChunk(samples.good().measured()),
                accuracy(samples),
                JsonScores.of(samples).shares(),
                EntityScores.of(samples),
                GenerationScores.of(samples),
                RetrievalShares.of(samples),
                IntentSpread.of(samples),
                arm.mixture() == null ? null : HybridShares.of(samples, distributions),
                cost,
                ServerWords.of(samples));
    }

    private static @Nullable Accuracy accuracy(ArmSamples samples) {
        Accuracy accuracy = PromptScores.of(samples).accuracy();
        return accuracy == null ? null : accuracy.with(MacroF1.of(samples));
    }

    private static Counts counts(ArmSamples samples) {
        Map<Outcome.Kind, Long> failed = new EnumMap<>(Outcome.Kind.class);
        long ok = 0;
        long estimated = 0;
        long disputed = 0;
        long attempts = 0;
        long retried = 0;
        for (Sample sample : samples.measured()) {
            attempts += sample.attempts().size();
            retried += sample.attempts().size() > 1 ? 1 : 0;
            if (sample.outcome().isOk()) {
                TokenUsage usage = sample.last().usage();
                ok++;
                estimated += usage != null && usage.estimated() ? 1 : 0;
                disputed += usage != null && usage.disputed() ? 1 : 0;
            } else {
                failed.merge(sample.outcome().kind(), 1L, Long::sum);
            }
        }
        return new Counts(
                samples.measured().size(), ok, failed, samples.notSent(), estimated, disputed, attempts, retried);
    }

    /** An answer that came in one piece was not cut by the server, and says nothing of how it cuts. */
    private static @Nullable Figure tokensPerChunk(List<Sample> good) {
        long chunks = 0;
        long tokens = 0;
        for (Sample sample : good) {
            TokenUsage usage = sample.last().usage();
            int pieces = sample.last().chunks().size();
            if (usage != null && pieces > 1) {
                chunks += pieces;
                tokens += usage.visibleOutputTokens();
            }
        }
        return chunks == 0 ? null : new Figure((double) tokens / chunks, null, chunks);
    }

    private static @Nullable Double outputTokensPerSecond(List<Sample> measured, double seconds) {
        List<TokenUsage> usages = measured.stream()
                .map(sample -> sample.last().usage())
                .filter(Objects::nonNull)
                .toList();
        if (usages.isEmpty() || seconds <= 0) {
            return null;
        }
        return usages.stream().mapToLong(TokenUsage::visibleOutputTokens).sum() / seconds;
    }
}

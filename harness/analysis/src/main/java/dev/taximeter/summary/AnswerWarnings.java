package dev.taximeter.summary;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Sweep;
import dev.taximeter.model.TokenUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Warnings about what came back to one arm: tokens, prices, caches, models. */
final class AnswerWarnings {
    private final RunManifest manifest;
    private final ArmSummary arm;
    private final List<Sample> good;
    private final List<Warning> warnings = new ArrayList<>();

    AnswerWarnings(RunManifest manifest, ArmSummary arm, ArmSamples samples) {
        this.manifest = manifest;
        this.arm = arm;
        this.good = samples.good().measured();
    }

    List<Warning> all() {
        assumedProfile();
        estimatedTokens();
        noPrice();
        cacheHits();
        lengthNotKept();
        chunksAreNotTokens();
        modelChanged();
        fingerprintChanged();
        disputedTokens();
        return warnings;
    }

    private void assumedProfile() {
        String source = arm.arm().profileSource();
        if (source != null && source.startsWith("assumption")) {
            add(
                    Warning.Kind.ASSUMED_PROFILE,
                    "The emulator played an assumption, not a published figure: \"%s\".".formatted(source),
                    "Do not quote this arm's latency; give its profile a source, or measure the vendor.");
        }
    }

    private void estimatedTokens() {
        long estimated = arm.counts().usageEstimated();
        if (estimated > 0) {
            add(
                    Warning.Kind.ESTIMATED_TOKENS,
                    "The server reported no tokens for %s of %s good answers; a tokenizer counted them."
                            .formatted(Phrases.count(estimated), Phrases.count(good.size())),
                    "Take cost and time per token as estimates for this arm.");
        }
    }

    private void noPrice() {
        if (arm.cost() instanceof Cost.Unknown(String reason)) {
            add(
                    Warning.Kind.NO_PRICE,
                    "There is no cost: " + reason,
                    manifest.prices().containsKey(arm.arm().name())
                            ? "Everything else of this arm stands; its cost needs a run that can be priced."
                            : "Add a dated price to a book under scenarios/prices, then make the report again.");
        }
    }

    private void lengthNotKept() {
        if (!manifest.exactLength()) {
            return;
        }
        long told = good.stream().filter(AnswerWarnings::isTold).count();
        long other = good.stream()
                .filter(AnswerWarnings::isTold)
                .filter(sample -> outputTokens(sample) != wantedTokens(sample))
                .count();
        if (other > 0) {
            add(
                    Warning.Kind.LENGTH_NOT_KEPT,
                    "%s of %s answers did not have exactly as many output tokens as was asked for."
                            .formatted(Phrases.count(other), Phrases.count(told)),
                    "Compare time per output token instead: this server cannot be made to write so many.");
        }
    }

    private static boolean isTold(Sample sample) {
        TokenUsage usage = sample.last().usage();
        return usage != null && !usage.estimated();
    }

    private static long outputTokens(Sample sample) {
        return Objects.requireNonNull(sample.last().usage()).outputTokens();
    }

    private long wantedTokens(Sample sample) {
        Sweep sweep = manifest.sweep();
        return sweep != null && sweep.quantity() == Sweep.Quantity.OUTPUT_TOKENS
                ? sweep.count(sample.level())
                : manifest.maxOutputTokens();
    }

    private void cacheHits() {
        List<TokenUsage> hits =
                usages().stream().filter(usage -> usage.cacheReadTokens() > 0).toList();
        if (!hits.isEmpty()) {
            long cached = hits.stream().mapToLong(TokenUsage::cacheReadTokens).sum();
            long input = usages().stream().mapToLong(TokenUsage::inputTokens).sum();
            add(
                    Warning.Kind.CACHE_HITS,
                    "%s of %s good answers used the vendor's prompt cache, for %s of the input tokens."
                            .formatted(
                                    Phrases.count(hits.size()),
                                    Phrases.count(good.size()),
                                    Phrases.percent((double) cached / input)),
                    "Set `cache: bust` to measure without it, or keep it when your users have it too.");
        }
    }

    private void chunksAreNotTokens() {
        Figure perChunk = arm.tokensPerChunk();
        if (perChunk != null && perChunk.value() > Thresholds.TOKENS_PER_CHUNK_WARN) {
            add(
                    Warning.Kind.CHUNKS_ARE_NOT_TOKENS,
                    "A chunk held %s tokens on average.".formatted(Phrases.significant(perChunk.value())),
                    "Compare time per output token between arms, not gaps between chunks.");
        }
    }

    private void modelChanged() {
        Map<String, Long> named = good.stream()
                .map(sample -> sample.last().facts().model())
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(model -> model, TreeMap::new, Collectors.counting()));
        ArmFacts facts = arm.arm();
        boolean other = named.keySet().stream().anyMatch(model -> !sameFamily(model, facts.model()));
        if (named.size() > 1 || other) {
            add(
                    Warning.Kind.MODEL_CHANGED,
                    "%s was asked for, and the server named %s.".formatted(facts.model(), listed(named)),
                    "Pin a dated model name, and do not compare this run with runs of another model.");
        }
    }

    private void fingerprintChanged() {
        Map<String, Long> seen = arm.words().fingerprints();
        if (seen.size() > 1) {
            add(
                    Warning.Kind.FINGERPRINT_CHANGED,
                    "The server named %s configurations of its model: %s."
                            .formatted(Phrases.count(seen.size()), listed(seen)),
                    "Compare the answers and the times of both; the run measured more than one system.");
        }
    }

    private void disputedTokens() {
        long disputed = arm.counts().usageDisputed();
        if (disputed > 0) {
            add(
                    Warning.Kind.DISPUTED_TOKENS,
                    "The server's token counts do not add up to its own total in %s of %s good answers."
                            .formatted(Phrases.count(disputed), Phrases.count(good.size())),
                    "Check the cost of this arm against the vendor's bill.");
        }
    }

    private static String listed(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(word -> "%s (%s ×)".formatted(word.getKey(), Phrases.count(word.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** Whether one name is the other with a date or version added; vendors differ in dots and dashes. */
    private static boolean sameFamily(String one, String other) {
        String a = lettersAndDigits(one);
        String b = lettersAndDigits(other);
        return a.startsWith(b) || b.startsWith(a);
    }

    private static String lettersAndDigits(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private List<TokenUsage> usages() {
        return good.stream()
                .map(sample -> sample.last().usage())
                .filter(Objects::nonNull)
                .toList();
    }

    private void add(Warning.Kind kind, String cause, String nextStep) {
        warnings.add(new Warning(kind, arm.arm().name(), cause, nextStep));
    }
}

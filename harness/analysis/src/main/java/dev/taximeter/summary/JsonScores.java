package dev.taximeter.summary;

import dev.taximeter.model.Answer;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.JsonRepair;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Soundness;
import dev.taximeter.stats.Proportions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads how often JSON was broken off an arm's measured samples. */
public final class JsonScores {
    private final List<Sample> judged;

    private JsonScores(List<Sample> judged) {
        this.judged = judged;
    }

    /** The scores of one arm's measured samples. */
    public static JsonScores of(ArmSamples samples) {
        return new JsonScores(samples.measured().stream()
                .filter(sample -> judgement(sample) != null)
                .toList());
    }

    /** Share of answers that were valid at once, 0..1, by prompt id. */
    public SortedMap<String, Double> validByPrompt() {
        return byPrompt(soundness -> soundness == Soundness.VALID);
    }

    /** Null when no answer had to be JSON. */
    @Nullable
    JsonShares shares() {
        if (judged.isEmpty()) {
            return null;
        }
        Map<Soundness, Figure> shares = new EnumMap<>(Soundness.class);
        for (Soundness soundness : Soundness.values()) {
            shares.put(soundness, figure(byPrompt(met -> met == soundness)));
        }
        List<FailedCase> failed = failed();
        return new JsonShares(
                shares,
                figure(byPrompt(Soundness::usable)),
                judged.stream().collect(Collectors.groupingBy(JsonScores::soundness, Collectors.counting())),
                repairs(),
                judged.stream()
                        .filter(sample -> soundness(sample) == Soundness.VALID && Boolean.TRUE.equals(correct(sample)))
                        .count(),
                failed.stream().limit(FailedCase.MOST).toList(),
                failed.size());
    }

    private Map<JsonRepair, Long> repairs() {
        Map<JsonRepair, Long> repairs = new EnumMap<>(JsonRepair.class);
        for (Sample sample : judged) {
            JsonJudgement judgement = judgement(sample);
            if (judgement != null) {
                judgement.repairs().forEach(repair -> repairs.merge(repair, 1L, Long::sum));
            }
        }
        return repairs;
    }

    private List<FailedCase> failed() {
        Map<String, List<Sample>> byPrompt =
                judged.stream().collect(Collectors.groupingBy(Sample::promptId, TreeMap::new, Collectors.toList()));
        List<FailedCase> failed = new ArrayList<>();
        byPrompt.forEach((prompt, asked) -> {
            List<Sample> wrong = asked.stream().filter(JsonScores::isFailed).toList();
            Answer first = wrong.isEmpty() ? null : wrong.getFirst().answer();
            JsonJudgement judgement = first == null ? null : first.json();
            if (first != null && judgement != null) {
                failed.add(new FailedCase(
                        prompt, wrong.size(), asked.size(), first.expected(), first.text(), why(judgement)));
            }
        });
        failed.sort(Comparator.comparingDouble((FailedCase failure) -> (double) failure.times() / failure.asked())
                .reversed());
        return failed;
    }

    private static boolean isFailed(Sample sample) {
        return !soundness(sample).usable() || Boolean.FALSE.equals(correct(sample));
    }

    private static String why(JsonJudgement judgement) {
        return switch (judgement.soundness()) {
            case NOT_JSON -> "not JSON";
            case WRONG_SCHEMA -> "wrong schema: " + String.join("; ", judgement.violations());
            case VALID, REPAIRED ->
                judgement.mismatches().isEmpty()
                        ? "the pattern is not found"
                        : "not as expected: " + String.join(", ", judgement.mismatches());
        };
    }

    private SortedMap<String, Double> byPrompt(Predicate<Soundness> counted) {
        return judged.stream()
                .collect(Collectors.groupingBy(
                        Sample::promptId,
                        TreeMap::new,
                        Collectors.averagingDouble(sample -> counted.test(soundness(sample)) ? 1 : 0)));
    }

    private static Figure figure(SortedMap<String, Double> shares) {
        int n = shares.size();
        double mean = shares.values().stream().mapToDouble(Double::doubleValue).sum() / n;
        return new Figure(mean, Proportions.wilson(Math.min(1, mean), n, Thresholds.CONFIDENCE), n);
    }

    private static Soundness soundness(Sample sample) {
        JsonJudgement judgement = judgement(sample);
        return judgement == null ? Soundness.NOT_JSON : judgement.soundness();
    }

    private static @Nullable Boolean correct(Sample sample) {
        return sample.answer() == null ? null : sample.answer().correct();
    }

    private static @Nullable JsonJudgement judgement(Sample sample) {
        return sample.answer() == null ? null : sample.answer().json();
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.GenerationJudgement;
import dev.taximeter.model.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What generated utterances are worth, by language. A prompt that was asked several times counts once, with the mean of its
 * answers; intervals are from drawing prompts, and n is the number of prompts.
 *
 * @param language that was asked for
 * @param distinct utterances that say something new, over those asked for; above 1 when more were given
 * @param placed of the distinct ones, the share that the local model puts into the intent; null when none was distinct
 */
public record GenerationScores(
        String language, Figure distinct, @Nullable Figure placed) {

    private record Counts(double asked, double distinct, double placed) {
        static Counts mean(List<GenerationJudgement> answers) {
            return new Counts(
                    answers.getFirst().asked(),
                    answers.stream()
                            .mapToInt(GenerationJudgement::distinct)
                            .average()
                            .orElse(0),
                    answers.stream()
                            .mapToInt(GenerationJudgement::placed)
                            .average()
                            .orElse(0));
        }
    }

    /** One for each language, by name; empty when nothing was to be generated. */
    static List<GenerationScores> of(ArmSamples samples) {
        SortedMap<String, SortedMap<String, List<GenerationJudgement>>> byLanguage = new TreeMap<>();
        for (Sample sample : samples.measured()) {
            GenerationJudgement judgement =
                    sample.answer() == null ? null : sample.answer().generated();
            if (judgement != null) {
                byLanguage
                        .computeIfAbsent(judgement.language(), _ -> new TreeMap<>())
                        .computeIfAbsent(sample.promptId(), _ -> new ArrayList<>())
                        .add(judgement);
            }
        }
        List<GenerationScores> scores = new ArrayList<>();
        byLanguage.forEach((language, prompts) -> {
            List<Counts> counts = prompts.values().stream().map(Counts::mean).toList();
            Figure distinct = SumRatio.of(counts, Counts::distinct, Counts::asked, counts.size());
            Figure placed = SumRatio.of(counts, Counts::placed, Counts::distinct, counts.size());
            scores.add(new GenerationScores(language, Objects.requireNonNull(distinct), placed));
        });
        return scores;
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.Answer;
import dev.taximeter.model.JsonJudgement;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Sample;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How often one arm was right, by prompt. Prompts are the unit, because asking one again says little that is new.
 *
 * @param inScope share of right answers, 0..1, of each prompt whose right answer is an intent, by prompt id
 * @param outOfScope the same of prompts that no intent covers
 * @param judged answers that were judged
 * @param unreadable judged answers without a label, without usable JSON, or that could not be read for entities; they count as wrong
 */
public record PromptScores(
        SortedMap<String, Double> inScope, SortedMap<String, Double> outOfScope, long judged, long unreadable) {

    /** The scores of one arm's measured samples. */
    public static PromptScores of(ArmSamples samples) {
        List<Sample> judged = samples.measured().stream()
                .filter(sample -> sample.answer() != null && sample.answer().correct() != null)
                .toList();
        return new PromptScores(
                shares(judged.stream().filter(sample -> !outOfScope(sample)).toList()),
                shares(judged.stream().filter(PromptScores::outOfScope).toList()),
                judged.size(),
                judged.stream()
                        .filter(sample -> sample.answer() != null && unreadable(sample.answer()))
                        .count());
    }

    /** The figures of a summary; null when nothing was judged. */
    @Nullable
    Accuracy accuracy() {
        return judged == 0 ? null : new Accuracy(figure(inScope), figure(outOfScope), judged, unreadable);
    }

    private static @Nullable Figure figure(SortedMap<String, Double> shares) {
        if (shares.isEmpty()) {
            return null;
        }
        int n = shares.size();
        double mean = shares.values().stream().mapToDouble(Double::doubleValue).sum() / n;
        return Figure.share(mean, n);
    }

    private static SortedMap<String, Double> shares(List<Sample> judged) {
        return judged.stream()
                .collect(Collectors.groupingBy(
                        Sample::promptId, TreeMap::new, Collectors.averagingDouble(PromptScores::right)));
    }

    private static double right(Sample sample) {
        Answer answer = sample.answer();
        return answer != null && Boolean.TRUE.equals(answer.correct()) ? 1 : 0;
    }

    private static boolean unreadable(Answer answer) {
        if (answer.entities() != null) {
            return !answer.entities().readable();
        }
        if (answer.generated() != null) {
            return answer.generated().given() == 0;
        }
        JsonJudgement json = answer.json();
        return json == null ? answer.label() == null : !json.soundness().usable();
    }

    private static boolean outOfScope(Sample sample) {
        Answer answer = sample.answer();
        return answer != null && LabelledUtterance.OUT_OF_SCOPE.equals(answer.expected());
    }
}

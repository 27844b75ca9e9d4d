package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * How often a model is right.
 *
 * @param inScope utterances that have an intent
 * @param inScopeRight those of them that were given it; one answered as out of scope is wrong
 * @param outOfScope utterances that no intent covers
 * @param outOfScopeRight those of them that were answered as out of scope
 * @param confusions for each label, how often each answer was given to its utterances, right ones too; both sorted
 */
public record Evaluation(
        int inScope,
        int inScopeRight,
        int outOfScope,
        int outOfScopeRight,
        SortedMap<String, SortedMap<String, Integer>> confusions) {

    public Evaluation {
        SortedMap<String, SortedMap<String, Integer>> copy = new TreeMap<>();
        confusions.forEach(
                (label, answers) -> copy.put(label, Collections.unmodifiableSortedMap(new TreeMap<>(answers))));
        confusions = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Asks for every utterance, on this thread.
     *
     * @param classifier utterance in, intent or {@link LabelledUtterance#OUT_OF_SCOPE} out
     */
    public static Evaluation of(List<LabelledUtterance> utterances, UnaryOperator<String> classifier) {
        return of(
                utterances,
                utterances.stream()
                        .map(utterance -> classifier.apply(utterance.text()))
                        .toList());
    }

    /** @param answers to each of the utterances: an intent or {@link LabelledUtterance#OUT_OF_SCOPE} */
    public static Evaluation of(List<LabelledUtterance> utterances, List<String> answers) {
        SortedMap<String, SortedMap<String, Integer>> confusions = new TreeMap<>();
        for (int i = 0; i < answers.size(); i++) {
            confusions
                    .computeIfAbsent(utterances.get(i).intent(), label -> new TreeMap<>())
                    .merge(answers.get(i), 1, Integer::sum);
        }
        int all = 0;
        int right = 0;
        for (Map.Entry<String, SortedMap<String, Integer>> row : confusions.entrySet()) {
            all += sum(row.getValue());
            right += row.getValue().getOrDefault(row.getKey(), 0);
        }
        SortedMap<String, Integer> outside =
                confusions.getOrDefault(LabelledUtterance.OUT_OF_SCOPE, Collections.emptySortedMap());
        int outOfScope = sum(outside);
        int outOfScopeRight = outside.getOrDefault(LabelledUtterance.OUT_OF_SCOPE, 0);
        return new Evaluation(all - outOfScope, right - outOfScopeRight, outOfScope, outOfScopeRight, confusions);
    }

    /** Right share of the utterances in scope, 0..1; empty when there are none. */
    public OptionalDouble inScopeAccuracyRatio() {
        return ratio(inScopeRight, inScope);
    }

    /** Share of the utterances out of scope that were found to be, 0..1; empty when there are none. */
    public OptionalDouble outOfScopeRecallRatio() {
        return ratio(outOfScopeRight, outOfScope);
    }

    private static int sum(Map<String, Integer> answers) {
        return answers.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static OptionalDouble ratio(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}

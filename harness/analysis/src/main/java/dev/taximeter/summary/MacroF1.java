package dev.taximeter.summary;

import dev.taximeter.model.Answer;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Sample;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Proportions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The mean over all intents that were asked for of the harmonic mean of precision and recall: every intent counts alike,
 * however many prompts it has. Out of scope is no intent; but what it was taken for is a false alarm. A prompt that was
 * asked several times counts once. The interval is from drawing prompts, Wilson's where all say the same.
 */
public final class MacroF1 {
    private static final BlockedBootstrap BOOTSTRAP = new BlockedBootstrap(Thresholds.RESAMPLES, 1);

    /** No intent: out of scope, or an answer without a known label. */
    private static final int NONE = -1;

    private final Map<String, Integer> intents = new HashMap<>();
    private final List<Asked> prompts = new ArrayList<>();

    /**
     * @param expected which intent is right
     * @param answered intents of its answers, and how many of them
     */
    private record Asked(int expected, Map<Integer, Integer> answered, int answers) {}

    private MacroF1(List<String> expected, List<String> answered) {
        for (int i = 0; i < expected.size(); i++) {
            prompts.add(new Asked(number(expected.get(i)), Map.of(number(answered.get(i)), 1), 1));
        }
    }

    private MacroF1(List<Sample> judged) {
        Map<String, List<Answer>> byPrompt = new TreeMap<>();
        for (Sample sample : judged) {
            Answer answer = sample.answer();
            if (answer != null && answer.expected() != null) {
                byPrompt.computeIfAbsent(sample.promptId(), _ -> new ArrayList<>())
                        .add(answer);
            }
        }
        for (List<Answer> answers : byPrompt.values()) {
            Map<Integer, Integer> answered = new TreeMap<>();
            answers.forEach(answer -> answered.merge(number(answer.label()), 1, Integer::sum));
            prompts.add(new Asked(number(answers.getFirst().expected()), answered, answers.size()));
        }
    }

    /**
     * Of one answer to each prompt; null when no prompt has an intent.
     *
     * @param expected intents, or {@link LabelledUtterance#OUT_OF_SCOPE}
     * @param answered the same, in the same order
     */
    public static @Nullable Figure of(List<String> expected, List<String> answered) {
        return new MacroF1(expected, answered).figure();
    }

    /** Null when no answer has a label, as in tasks without intents, or when no prompt has an intent. */
    static @Nullable Figure of(ArmSamples samples) {
        List<Sample> judged = samples.measured().stream()
                .filter(sample -> sample.answer() != null && sample.answer().correct() != null)
                .toList();
        boolean labelled = judged.stream()
                .anyMatch(sample -> sample.answer() != null && sample.answer().label() != null);
        return labelled ? new MacroF1(judged).figure() : null;
    }

    private int number(@Nullable String label) {
        if (label == null || label.equals(LabelledUtterance.OUT_OF_SCOPE)) {
            return NONE;
        }
        return intents.computeIfAbsent(label, _ -> intents.size());
    }

    private @Nullable Figure figure() {
        int[] once = new int[prompts.size()];
        Arrays.fill(once, 1);
        double whole = of(once);
        if (Double.isNaN(whole)) {
            return null;
        }
        Interval drawn = BOOTSTRAP.interval(prompts.size(), this::of, Thresholds.CONFIDENCE);
        return new Figure(
                whole, Proportions.drawnOrWilson(drawn, whole, prompts.size(), Thresholds.CONFIDENCE), prompts.size());
    }

    /** @param weights how often each prompt counts */
    private double of(int[] weights) {
        double[] asked = new double[intents.size()];
        double[] answered = new double[intents.size()];
        double[] right = new double[intents.size()];
        for (int i = 0; i < weights.length; i++) {
            Asked prompt = prompts.get(i);
            int weight = weights[i];
            if (prompt.expected != NONE) {
                asked[prompt.expected] += weight;
            }
            prompt.answered.forEach((label, times) -> {
                if (label != NONE) {
                    double share = (double) weight * times / prompt.answers;
                    answered[label] += share;
                    right[label] += label == prompt.expected ? share : 0;
                }
            });
        }
        double sum = 0;
        int count = 0;
        for (int k = 0; k < asked.length; k++) {
            if (asked[k] > 0) {
                sum += 2 * right[k] / (asked[k] + answered[k]);
                count++;
            }
        }
        return sum / count;
    }
}

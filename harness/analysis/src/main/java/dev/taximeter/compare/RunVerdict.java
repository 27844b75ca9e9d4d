package dev.taximeter.compare;

import java.util.List;

/**
 * What a run decides.
 *
 * @param comparisons every other arm against the first, in the scenario's order; empty with one arm
 * @param sentences the answer in plain words: who is faster by what ratio, steadier, cheaper, more accurate; at least one
 * @param objectives every arm's results on the scenario's objectives, objective by objective; usually empty
 */
public record RunVerdict(List<ArmComparison> comparisons, List<String> sentences, List<ObjectiveResult> objectives) {
    public RunVerdict {
        objectives = List.copyOf(objectives);
        comparisons = List.copyOf(comparisons);
        sentences = List.copyOf(sentences);
    }

    /** The verdict of a run that had no objectives. */
    public RunVerdict(List<ArmComparison> comparisons, List<String> sentences) {
        this(comparisons, sentences, List.of());
    }
}

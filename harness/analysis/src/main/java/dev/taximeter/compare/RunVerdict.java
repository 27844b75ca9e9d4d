package dev.taximeter.compare;

import java.util.List;

/**
 * What a run decides.
 *
 * @param comparisons every other arm against the first, in the scenario's order; empty with one arm
 * @param sentences the answer in plain words: who is faster by what ratio, steadier, cheaper, more accurate; at least one
 */
public record RunVerdict(List<ArmComparison> comparisons, List<String> sentences) {
    public RunVerdict {
        comparisons = List.copyOf(comparisons);
        sentences = List.copyOf(sentences);
    }
}

package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well entities are found.
 *
 * @param utterances for each utterance its counts by type; types that it neither has nor was given are not there. They are
 *     kept apart because intervals come from drawing utterances, whose spans are not independent of one another
 */
public record SpanEvaluation(List<SortedMap<String, SpanCounts>> utterances) {
    public SpanEvaluation {
        utterances = utterances.stream()
                .map(counts -> Collections.unmodifiableSortedMap(new TreeMap<>(counts)))
                .toList();
    }

    /** @param found by the model in each of the utterances */
    public static SpanEvaluation of(List<LabelledUtterance> utterances, List<List<EntitySpan>> found) {
        List<SortedMap<String, SpanCounts>> counts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            counts.add(counts(utterances.get(i).entities(), found.get(i)));
        }
        return new SpanEvaluation(counts);
    }

    private static SortedMap<String, SpanCounts> counts(List<EntitySpan> marked, List<EntitySpan> found) {
        SortedMap<String, SpanCounts> counts = new TreeMap<>();
        marked.forEach(span -> counts.merge(span.type(), new SpanCounts(1, 0, 0), SpanCounts::plus));
        found.forEach(span ->
                counts.merge(span.type(), new SpanCounts(0, 1, marked.contains(span) ? 1 : 0), SpanCounts::plus));
        return counts;
    }

    /** The counts of all utterances by type, sorted. */
    public SortedMap<String, SpanCounts> byType() {
        SortedMap<String, SpanCounts> sums = new TreeMap<>();
        utterances.forEach(counts -> counts.forEach((type, one) -> sums.merge(type, one, SpanCounts::plus)));
        return sums;
    }

    /** The counts of all utterances and types. */
    public SpanCounts total() {
        return byType().values().stream().reduce(SpanCounts.NONE, SpanCounts::plus);
    }

    /** The counts of each utterance, all types together. */
    public List<SpanCounts> totals() {
        return utterances.stream()
                .map(counts -> counts.values().stream().reduce(SpanCounts.NONE, SpanCounts::plus))
                .toList();
    }
}

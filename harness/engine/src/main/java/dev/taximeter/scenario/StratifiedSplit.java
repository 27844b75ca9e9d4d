package dev.taximeter.scenario;

import dev.taximeter.scenario.Utterances.Row;
import dev.taximeter.scenario.Utterances.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Splits utterances into 70 % training and 30 % test, each intent for itself, so that every intent is learned and
 * asked. The same seed splits the same rows alike; one intent's split does not depend on the others.
 */
final class StratifiedSplit {
    private static final double TEST_RATIO = 0.3;

    private final long seed;

    StratifiedSplit(long seed) {
        this.seed = seed;
    }

    /** The rows in their order. An intent with a single utterance is trained, not tested. */
    List<Row> split(List<Row> rows) {
        Map<String, List<Integer>> byIntent = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byIntent.computeIfAbsent(rows.get(i).utterance().intent(), ignored -> new ArrayList<>())
                    .add(i);
        }
        Set<Integer> test = new HashSet<>();
        byIntent.forEach((intent, indices) -> {
            Collections.shuffle(indices, new Random(seed * 31 + intent.hashCode()));
            long size = indices.size() < 2 ? 0 : Math.max(1, Math.round(indices.size() * TEST_RATIO));
            test.addAll(indices.subList(0, (int) size));
        });
        List<Row> split = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            split.add(rows.get(i).in(test.contains(i) ? Split.TEST : Split.TRAIN));
        }
        return split;
    }
}

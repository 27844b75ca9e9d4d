package dev.taximeter.nlu;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The values that entities had in the training data: runs of words, and how often each was a value of which type. A value
 * counts as known to its own training text only when another text has it too: else the model would learn to rely on lists
 * that fresh texts are not on. Immutable and thread-safe once made.
 */
final class Gazetteer {
    /** The longest value, in tokens. */
    static final int LONGEST = 8;

    /** Hash of a run's words → uses as a value of each type. */
    private final Map<Long, int[]> uses;

    Gazetteer(Map<Long, int[]> uses) {
        this.uses = uses;
    }

    /**
     * @param words of each text's tokens
     * @param labels of each text's tokens, as {@link SpanLabels} numbers them
     * @param types how many there are
     */
    static Gazetteer of(List<String[]> words, List<int[]> labels, int types) {
        Map<Long, int[]> uses = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            values(
                    words.get(i),
                    labels.get(i),
                    (run, type) -> uses.computeIfAbsent(run, ignored -> new int[types])[type]++);
        }
        return new Gazetteer(uses);
    }

    Map<Long, int[]> uses() {
        return uses;
    }

    /** Is told of every run of words that is a known value. */
    interface Match {
        /** @param end one past its last token */
        void accept(int start, int end, int type);
    }

    /**
     * Finds the known values of a text, also those over one another.
     *
     * @param own the text's labels when it is one of those the gazetteer was made of, else null
     */
    void find(String[] words, int @Nullable [] own, Match match) {
        Map<Long, int[]> without = own == null ? Map.of() : without(words, own);
        for (int start = 0; start < words.length; start++) {
            long run = Hash.of(0);
            for (int end = start + 1; end <= Math.min(words.length, start + LONGEST); end++) {
                run = Hash.and(run, words[end - 1]);
                int[] byType = without.getOrDefault(run, uses.get(run));
                for (int type = 0; byType != null && type < byType.length; type++) {
                    if (byType[type] > 0) {
                        match.accept(start, end, type);
                    }
                }
            }
        }
    }

    /** The uses of this text's values in other texts. */
    private Map<Long, int[]> without(String[] words, int[] own) {
        Map<Long, int[]> others = new HashMap<>();
        values(words, own, (run, type) -> {
            int[] all = uses.get(run);
            if (all != null) {
                others.computeIfAbsent(run, ignored -> all.clone())[type]--;
            }
        });
        return others;
    }

    private static void values(String[] words, int[] labels, BiConsumer<Long, Integer> value) {
        for (int start = 0; start < labels.length; start++) {
            if (SpanLabels.isFirst(labels[start])) {
                long run = Hash.and(Hash.of(0), words[start]);
                int end = start + 1;
                while (end < labels.length && labels[end] == labels[start] + 1) {
                    run = Hash.and(run, words[end++]);
                }
                if (end - start <= LONGEST) {
                    value.accept(run, labels[start] / 2);
                }
            }
        }
    }
}

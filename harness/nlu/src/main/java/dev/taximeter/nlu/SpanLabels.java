package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Spans as one label a token and back: 0 is outside; of the type with index t, 1 + 2t is its first token and 2 + 2t one
 * of its others.
 *
 * @param types sorted
 */
record SpanLabels(List<String> types) {
    static final int OUTSIDE = 0;

    SpanLabels {
        types = List.copyOf(types);
    }

    /** How many labels there are. */
    int count() {
        return 1 + 2 * types.size();
    }

    static boolean isFirst(int label) {
        return label % 2 == 1;
    }

    static boolean isInside(int label) {
        return label != OUTSIDE && label % 2 == 0;
    }

    /** Whether a token with this label may follow one with that label; a text begins as if after an outside one. */
    static boolean mayFollow(int before, int label) {
        return !isInside(label) || before == label || before == label - 1;
    }

    /** The labels of tokens. A token belongs to a span when they share a code point. */
    int[] labels(List<Token> tokens, List<EntitySpan> spans) {
        int[] labels = new int[tokens.size()];
        for (EntitySpan span : spans) {
            int first = 1 + 2 * Collections.binarySearch(types, span.type());
            int label = first;
            for (int i = 0; i < labels.length; i++) {
                Token token = tokens.get(i);
                if (token.start() < span.end() && token.end() > span.start()) {
                    labels[i] = label;
                    label = first + 1;
                }
            }
        }
        return labels;
    }

    /** The spans that these labels mean, from the start of a span's first token to the end of its last. */
    List<EntitySpan> spans(List<Token> tokens, int[] labels) {
        List<EntitySpan> spans = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (isFirst(labels[i])) {
                int end = i + 1;
                while (end < labels.length && labels[end] == labels[i] + 1) {
                    end++;
                }
                spans.add(new EntitySpan(
                        types.get(labels[i] / 2),
                        tokens.get(i).start(),
                        tokens.get(end - 1).end()));
            }
        }
        return spans;
    }

    /** Which labels may follow which, as 1 or 0: [before][label]. */
    float[][] allowed() {
        float[][] allowed = new float[count()][count()];
        for (int before = 0; before < allowed.length; before++) {
            for (int label = 0; label < allowed.length; label++) {
                allowed[before][label] = mayFollow(before, label) ? 1 : 0;
            }
        }
        return allowed;
    }
}

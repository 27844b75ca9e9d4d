package dev.taximeter.nlu;

import java.util.Arrays;

/**
 * A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001): it scores every labelling of a text by
 * what its tokens look like and by which label follows which, and finds the best. Immutable once trained, so thread-safe.
 * {@link CrfTrainer} makes it.
 *
 * @param labels how many there are
 * @param firsts for each feature, where its weights begin; one more than features
 * @param pairLabels the label of each weight of a feature: only pairs that the training data have are there
 * @param pairWeights the weights of features
 * @param vectorWeights [dimension of a token's vector][label]
 * @param transitions [label before][label]
 * @param allowed which label may follow which: [label before][label] is 1 or 0
 */
@SuppressWarnings("ArrayRecordComponent") // not compared; a copy for each use would be dear
record LinearChainCrf(
        int labels,
        int[] firsts,
        short[] pairLabels,
        float[] pairWeights,
        float[][] vectorWeights,
        float[][] transitions,
        float[][] allowed) {

    /**
     * One text as the field sees it.
     *
     * @param features numbers of each token's features
     * @param vectors of all tokens, one after another; each as long as the field's vector weights, or empty for none
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    record Text(int[][] features, float[] vectors) {
        int length() {
            return features.length;
        }
    }

    /** The score of every label of one token, by itself. */
    void scores(Text text, int token, float[] scores) {
        Arrays.fill(scores, 0);
        for (int feature : text.features[token]) {
            for (int p = firsts[feature]; p < firsts[feature + 1]; p++) {
                scores[pairLabels[p]] += pairWeights[p];
            }
        }
        if (text.vectors.length > 0) {
            SoftmaxRegression.addProduct(
                    text.vectors, token * vectorWeights.length, vectorWeights, vectorWeights.length, scores);
        }
    }

    /** The best labels of a text's tokens (Viterbi 1967). */
    int[] best(Text text) {
        int length = text.length();
        int[][] from = new int[length][labels];
        float[] before = new float[labels];
        float[] now = new float[labels];
        for (int i = 0; i < length; i++) {
            scores(text, i, now);
            for (int label = 0; label < labels; label++) {
                int best = bestBefore(i, before, label);
                from[i][label] = best;
                now[label] += best < 0 ? Float.NEGATIVE_INFINITY : step(i, before, best, label);
            }
            float[] swap = before;
            before = now;
            now = swap;
        }
        int[] path = new int[length];
        int label = indexOfGreatest(before);
        for (int i = length - 1; i >= 0; i--) {
            path[i] = label;
            label = Math.max(0, from[i][label]);
        }
        return path;
    }

    private int bestBefore(int i, float[] before, int label) {
        if (i == 0) {
            return allowed[0][label] == 0 ? -1 : 0;
        }
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int candidate = 0; candidate < labels; candidate++) {
            if (allowed[candidate][label] != 0) {
                float score = before[candidate] + transitions[candidate][label];
                if (score > bestScore) {
                    bestScore = score;
                    best = candidate;
                }
            }
        }
        return best;
    }

    private float step(int i, float[] before, int from, int label) {
        return i == 0 ? transitions[0][label] : before[from] + transitions[from][label];
    }

    private static int indexOfGreatest(float[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            if (values[k] > values[best]) {
                best = k;
            }
        }
        return best;
    }
}

package dev.taximeter.nlu;

import dev.taximeter.nlu.LinearChainCrf.Text;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a {@link LinearChainCrf} to make the labels of the training texts likely: stochastic gradient descent in small
 * batches, each weight with a step of its own (AdaGrad, Duchi, Hazan and Singer 2011) that also falls linearly to 0. One
 * thread; on one machine the same texts and seed give the same weights, bit by bit.
 *
 * @param passes over all texts, at least 1
 * @param batchSize texts of one step, at least 1
 * @param stepSize length of the first step, above 0
 * @param decay how strongly weights are pulled to 0, at least 0
 * @param dropRatio share of a token's features, 0..1, that a pass does not see: so that the model does not lean on a few,
 *     such as the word itself, that fresh texts will not have
 */
record CrfTrainer(int passes, int batchSize, double stepSize, double decay, double dropRatio) {

    /**
     * Trains.
     *
     * @param texts at least one; all with vectors of this many dimensions
     * @param gold right labels of each text's tokens
     * @param features how many there are
     */
    LinearChainCrf train(
            List<Text> texts, List<int[]> gold, int features, int dimensions, float[][] allowed, long seed) {
        LinearChainCrf crf = empty(texts, gold, features, dimensions, allowed);
        new Training(this, crf, texts, gold).run(new SplittableRandom(seed));
        return crf;
    }

    /** All weights 0; a feature has one for each label that it is seen with. */
    private static LinearChainCrf empty(
            List<Text> texts, List<int[]> gold, int features, int dimensions, float[][] allowed) {
        int labels = allowed.length;
        long[] seen = new long[1024];
        int size = 0;
        for (int t = 0; t < texts.size(); t++) {
            int[][] tokens = texts.get(t).features();
            for (int i = 0; i < tokens.length; i++) {
                for (int feature : tokens[i]) {
                    if (size == seen.length) {
                        seen = Arrays.copyOf(seen, 2 * size);
                    }
                    seen[size++] = (long) feature * labels + gold.get(t)[i];
                }
            }
        }
        long[] pairs = Arrays.stream(seen, 0, size).sorted().distinct().toArray();
        int[] firsts = new int[features + 1];
        short[] pairLabels = new short[pairs.length];
        for (int p = 0; p < pairs.length; p++) {
            pairLabels[p] = (short) (pairs[p] % labels);
            firsts[(int) (pairs[p] / labels) + 1]++;
        }
        Arrays.parallelPrefix(firsts, Integer::sum);
        return new LinearChainCrf(
                labels,
                firsts,
                pairLabels,
                new float[pairs.length],
                new float[dimensions][labels],
                new float[labels][labels],
                allowed);
    }

    /** One training under way; confined to its thread. */
    private static final class Training {
        private static final float EPSILON = 1e-8f;

        private final CrfTrainer settings;
        private final LinearChainCrf crf;
        private final List<Text> texts;
        private final List<int[]> gold;
        private final int labels;
        private final float[] pairSquares;
        private final float[][] vectorSquares;
        private final float[][] transitionSquares;
        private final float[][] factors; // e to the transitions
        private final float[][] factorsBack; // the same, [label][label before]
        private final float[][] expected; // transitions of the batch, before the factors are multiplied in
        private final float[][] found; // transitions that the batch should have
        private final float[] gradient;

        Training(CrfTrainer settings, LinearChainCrf crf, List<Text> texts, List<int[]> gold) {
            this.settings = settings;
            this.crf = crf;
            this.texts = texts;
            this.gold = gold;
            this.labels = crf.labels();
            this.pairSquares = new float[crf.pairWeights().length];
            this.vectorSquares = new float[crf.vectorWeights().length][labels];
            this.transitionSquares = new float[labels][labels];
            this.factors = new float[labels][labels];
            this.factorsBack = new float[labels][labels];
            this.expected = new float[labels][labels];
            this.found = new float[labels][labels];
            this.gradient = new float[labels];
        }

        void run(SplittableRandom random) {
            int[] order = new int[texts.size()];
            Arrays.setAll(order, i -> i);
            int batches = (order.length + settings.batchSize - 1) / settings.batchSize;
            int step = 0;
            for (int pass = 0; pass < settings.passes; pass++) {
                SoftmaxTrainer.shuffle(order, random);
                for (int from = 0; from < order.length; from += settings.batchSize) {
                    double share = (double) step++ / (batches * settings.passes);
                    int to = Math.min(from + settings.batchSize, order.length);
                    update(Arrays.copyOfRange(order, from, to), (float) (settings.stepSize * (1 - share)), random);
                }
            }
        }

        private void update(int[] batch, float stepSize, SplittableRandom random) {
            prepareTransitions();
            Text[] seen = new Text[batch.length];
            float[][][] errors = new float[batch.length][][];
            for (int b = 0; b < batch.length; b++) {
                seen[b] = withDropped(texts.get(batch[b]), random);
                errors[b] = errors(seen[b], gold.get(batch[b]));
            }
            for (int b = 0; b < batch.length; b++) {
                stepPairs(seen[b], errors[b], stepSize);
            }
            stepVectors(seen, errors, stepSize);
            stepTransitions(stepSize);
        }

        private Text withDropped(Text text, SplittableRandom random) {
            int[][] kept = new int[text.length()][];
            for (int i = 0; i < kept.length; i++) {
                int[] all = text.features()[i];
                int[] some = new int[all.length];
                int size = 0;
                for (int feature : all) {
                    if (random.nextDouble() >= settings.dropRatio) {
                        some[size++] = feature;
                    }
                }
                kept[i] = Arrays.copyOf(some, size);
            }
            return new Text(kept, text.vectors());
        }

        private void prepareTransitions() {
            for (int a = 0; a < labels; a++) {
                for (int b = 0; b < labels; b++) {
                    factors[a][b] = crf.allowed()[a][b] * (float) Math.exp(crf.transitions()[a][b]);
                    factorsBack[b][a] = factors[a][b];
                }
                Arrays.fill(expected[a], 0);
                Arrays.fill(found[a], 0);
            }
        }

        /** For each token the probability of every label less what it should be; also counts transitions. */
        private float[][] errors(Text text, int[] right) {
            int length = text.length();
            float[][] states = new float[length][labels];
            float[][] forward = new float[length][labels];
            float[] start = new float[labels];
            start[SpanLabels.OUTSIDE] = 1;
            for (int i = 0; i < length; i++) {
                crf.scores(text, i, states[i]);
                exponentiate(states[i]);
                SoftmaxRegression.addProduct(i == 0 ? start : forward[i - 1], 0, factors, labels, forward[i]);
                multiply(forward[i], states[i]);
                scaleToOne(forward[i]);
            }
            float[] backward = new float[labels];
            Arrays.fill(backward, 1);
            for (int i = length - 1; i >= 0; i--) {
                float[] marginal = forward[i].clone();
                multiply(marginal, backward);
                scaleToOne(marginal);
                multiply(backward, states[i]);
                float[] before = i == 0 ? start : forward[i - 1];
                countTransitions(before, backward);
                found[i == 0 ? SpanLabels.OUTSIDE : right[i - 1]][right[i]]++;
                float[] next = new float[labels];
                SoftmaxRegression.addProduct(backward, 0, factorsBack, labels, next);
                scaleToOne(next);
                backward = next;
                marginal[right[i]] -= 1;
                states[i] = marginal;
            }
            return states;
        }

        /** Adds before × now, over its sum with the factors. */
        private void countTransitions(float[] before, float[] now) {
            float[] reached = new float[labels];
            SoftmaxRegression.addProduct(before, 0, factors, labels, reached);
            double sum = 0;
            for (int k = 0; k < labels; k++) {
                sum += (double) reached[k] * now[k];
            }
            float scale = (float) (1 / sum);
            for (int a = 0; a < labels; a++) {
                float factor = before[a] * scale;
                if (factor > 0) {
                    float[] row = expected[a];
                    for (int b = 0; b < row.length; b++) {
                        row[b] += factor * now[b];
                    }
                }
            }
        }

        private void stepPairs(Text text, float[][] errors, float stepSize) {
            float decay = (float) settings.decay;
            for (int i = 0; i < errors.length; i++) {
                for (int feature : text.features()[i]) {
                    for (int p = crf.firsts()[feature]; p < crf.firsts()[feature + 1]; p++) {
                        float g = errors[i][crf.pairLabels()[p]] + decay * crf.pairWeights()[p];
                        pairSquares[p] += g * g;
                        crf.pairWeights()[p] -= stepSize * g / (float) Math.sqrt(pairSquares[p] + EPSILON);
                    }
                }
            }
        }

        private void stepVectors(Text[] seen, float[][][] errors, float stepSize) {
            float[][] rows = Arrays.stream(errors).flatMap(Arrays::stream).toArray(float[][]::new);
            float[] column = new float[rows.length];
            int dimensions = crf.vectorWeights().length;
            for (int d = 0; d < dimensions; d++) {
                int row = 0;
                for (Text text : seen) {
                    for (int i = 0; i < text.length(); i++) {
                        column[row++] = text.vectors()[i * dimensions + d];
                    }
                }
                Arrays.fill(gradient, 0);
                SoftmaxRegression.addProduct(column, 0, rows, rows.length, gradient);
                step(crf.vectorWeights()[d], vectorSquares[d], stepSize);
            }
        }

        private void stepTransitions(float stepSize) {
            for (int a = 0; a < labels; a++) {
                for (int b = 0; b < labels; b++) {
                    gradient[b] = expected[a][b] * factors[a][b] - found[a][b];
                }
                step(crf.transitions()[a], transitionSquares[a], stepSize);
            }
        }

        private void step(float[] weights, float[] squares, float stepSize) {
            float decay = (float) settings.decay;
            for (int k = 0; k < weights.length; k++) {
                float g = gradient[k] + decay * weights[k];
                squares[k] += g * g;
                weights[k] -= stepSize * g / (float) Math.sqrt(squares[k] + EPSILON);
            }
        }

        private static void exponentiate(float[] scores) {
            float max = Float.NEGATIVE_INFINITY;
            for (float score : scores) {
                max = Math.max(max, score);
            }
            for (int k = 0; k < scores.length; k++) {
                scores[k] = (float) Math.exp(scores[k] - max);
            }
        }

        private static void multiply(float[] target, float[] factor) {
            for (int k = 0; k < target.length; k++) {
                target[k] *= factor[k];
            }
        }

        private static void scaleToOne(float[] values) {
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            float scale = (float) (1 / sum);
            for (int k = 0; k < values.length; k++) {
                values[k] *= scale;
            }
        }
    }
}

package dev.taximeter.nlu;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains a {@link SoftmaxRegression} by mini-batch Adam (Kingma and Ba 2015) on cross-entropy, with decoupled weight decay
 * (AdamW, Loshchilov and Hutter 2019) and a step that falls linearly to 0. One thread; on one
 * machine the same examples and seed give the same weights, bit by bit.
 *
 * @param steps number of updates, at least 1. Not passes: a small set needs as many updates as a large one to be learnt
 * @param batchSize examples of one step, at least 1
 * @param stepSize length of the first step, above 0
 * @param decay share of each weight that a step of length 1 would take away, at least 0. It keeps the model from being
 *     surer than the examples allow
 */
record SoftmaxTrainer(int steps, int batchSize, double stepSize, double decay) {

    /**
     * Trains.
     *
     * @param vectors of all examples, one after another, equally long
     * @param labels class of each example, 0 to {@code classes} − 1; at least one
     */
    SoftmaxRegression train(float[] vectors, int[] labels, int classes, long seed) {
        return new Training(this, vectors, labels, classes).run(new SplittableRandom(seed));
    }

    /** Puts the numbers into a random order (Fisher and Yates 1938). */
    static void shuffle(int[] order, SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
    }

    /** One training under way; confined to its thread. Matrices are arrays of rows: see {@link SoftmaxRegression}. */
    private static final class Training {
        private final SoftmaxTrainer settings;
        private final float[] vectors;
        private final int[] labels;
        private final int dimensions;
        private final float[][] weights; // [dimension][class]
        private final float[] bias;
        private final Moments[] weightMoments; // [dimension]
        private final Moments biasMoments;
        private final float[][] errors; // [example of the batch][class]
        private final float[] column; // one dimension of all examples of the batch
        private final float[] gradient; // of one row of weights

        Training(SoftmaxTrainer settings, float[] vectors, int[] labels, int classes) {
            this.settings = settings;
            this.vectors = vectors;
            this.labels = labels;
            this.dimensions = vectors.length / labels.length;
            this.weights = new float[dimensions][classes];
            this.bias = new float[classes];
            this.weightMoments = new Moments[dimensions];
            Arrays.setAll(weightMoments, d -> new Moments(classes));
            this.biasMoments = new Moments(classes);
            this.errors = new float[settings.batchSize][classes];
            this.column = new float[settings.batchSize];
            this.gradient = new float[classes];
        }

        SoftmaxRegression run(SplittableRandom random) {
            int[] order = new int[labels.length];
            Arrays.setAll(order, i -> i);
            int next = order.length;
            for (int step = 0; step < settings.steps; step++) {
                if (next >= order.length) {
                    shuffle(order, random);
                    next = 0;
                }
                int end = Math.min(next + settings.batchSize, order.length);
                update(Arrays.copyOfRange(order, next, end), step);
                next = end;
            }
            return new SoftmaxRegression(weights, bias);
        }

        private void update(int[] batch, int step) {
            findErrors(batch);
            double stepSize = settings.stepSize * (1 - (double) step / settings.steps);
            for (int d = 0; d < dimensions; d++) {
                for (int i = 0; i < batch.length; i++) {
                    column[i] = vectors[batch[i] * dimensions + d];
                }
                findGradient(batch.length);
                weightMoments[d].step(weights[d], gradient, step + 1, stepSize, settings.decay);
            }
            Arrays.fill(column, 1);
            findGradient(batch.length);
            biasMoments.step(bias, gradient, step + 1, stepSize, 0);
        }

        /** An error is the probability that an example got for a class, less the one it should have got. */
        private void findErrors(int[] batch) {
            for (int i = 0; i < batch.length; i++) {
                float[] error = errors[i];
                System.arraycopy(bias, 0, error, 0, error.length);
                SoftmaxRegression.addProduct(vectors, batch[i] * dimensions, weights, dimensions, error);
                SoftmaxRegression.softmax(error);
                error[labels[batch[i]]] -= 1;
            }
        }

        /** Sets the gradient of the mean loss over {@code count} examples for the dimension that the column holds. */
        private void findGradient(int count) {
            for (int i = 0; i < count; i++) {
                column[i] /= count;
            }
            Arrays.fill(gradient, 0);
            SoftmaxRegression.addProduct(column, 0, errors, count, gradient);
        }
    }

    /** Adam's running means of a gradient and of its square, with the constants of its paper. */
    private static final class Moments {
        private static final float MEAN_KEEP = 0.9f;
        private static final float SQUARE_KEEP = 0.999f;
        private static final float EPSILON = 1e-8f;

        private final float[] mean;
        private final float[] square;

        Moments(int length) {
            this.mean = new float[length];
            this.square = new float[length];
        }

        void step(float[] weights, float[] gradient, int step, double stepSize, double decay) {
            // Both means begin at 0; the two powers take out what that does to the first steps.
            double unbiased = Math.sqrt(1 - Math.pow(SQUARE_KEEP, step)) / (1 - Math.pow(MEAN_KEEP, step));
            float alpha = (float) (stepSize * unbiased);
            float keep = (float) (1 - stepSize * decay);
            for (int i = 0; i < weights.length; i++) {
                float g = gradient[i];
                mean[i] = MEAN_KEEP * mean[i] + (1 - MEAN_KEEP) * g;
                square[i] = SQUARE_KEEP * square[i] + (1 - SQUARE_KEEP) * g * g;
                weights[i] = keep * weights[i] - alpha * mean[i] / ((float) Math.sqrt(square[i]) + EPSILON);
            }
        }
    }
}

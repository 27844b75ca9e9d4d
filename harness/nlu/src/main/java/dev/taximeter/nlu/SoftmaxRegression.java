package dev.taximeter.nlu;

/**
 * A trained softmax (multinomial logistic) regression: a vector in, a probability for each class out. Immutable, so
 * thread-safe. {@link SoftmaxTrainer} makes it.
 */
final class SoftmaxRegression {
    private final float[][] weights; // [dimension][class]
    private final float[] bias;

    /**
     * @param weights one row for each dimension, with one number for each class; taken over, not copied
     * @param bias one number for each class; taken over, not copied
     */
    SoftmaxRegression(float[][] weights, float[] bias) {
        this.weights = weights;
        this.bias = bias;
    }

    float[][] weights() {
        return weights;
    }

    float[] bias() {
        return bias;
    }

    /**
     * @param vector as long as those it was trained on
     * @return the probability of each class; they add up to 1
     */
    float[] probabilities(float[] vector) {
        if (vector.length != weights.length) {
            throw new IllegalArgumentException("a vector of %d instead of %d".formatted(vector.length, weights.length));
        }
        float[] scores = bias.clone();
        addProduct(vector, 0, weights, weights.length, scores);
        softmax(scores);
        return scores;
    }

    /** Turns scores into probabilities, in place; the greatest is taken off first so that nothing overflows. */
    static void softmax(float[] scores) {
        float max = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = (float) Math.exp(scores[k] - max);
            sum += scores[k];
        }
        float scale = (float) (1 / sum);
        for (int k = 0; k < scores.length; k++) {
            scores[k] *= scale;
        }
    }

    /**
     * Adds a row vector times a matrix to a row: {@code target[k] += Σ vector[from + i] · matrix[i][k]}.
     *
     * <p>Four rows of the matrix at a time, so that the target is read and written a quarter as often. The rows are arrays
     * of their own and every index is {@code k}: with offsets into one long array the JIT compiler cannot rule out that
     * they overlap, and leaves the loop scalar.
     *
     * @param rows how many rows of the matrix take part
     */
    static void addProduct(float[] vector, int from, float[][] matrix, int rows, float[] target) {
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            addFour(vector, from + i, matrix[i], matrix[i + 1], matrix[i + 2], matrix[i + 3], target);
        }
        for (; i < rows; i++) {
            float factor = vector[from + i];
            float[] row = matrix[i];
            for (int k = 0; k < target.length; k++) {
                target[k] += factor * row[k];
            }
        }
    }

    private static void addFour(float[] vector, int from, float[] a, float[] b, float[] c, float[] d, float[] target) {
        float fa = vector[from];
        float fb = vector[from + 1];
        float fc = vector[from + 2];
        float fd = vector[from + 3];
        for (int k = 0; k < target.length; k++) {
            target[k] += fa * a[k] + fb * b[k] + fc * c[k] + fd * d[k];
        }
    }
}

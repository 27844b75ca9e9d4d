package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoftmaxTrainerTest {
    private static final int DIMENSIONS = 8;
    private static final int CLASSES = 4;
    private static final SoftmaxTrainer TRAINER = new SoftmaxTrainer(400, 16, 0.05, 0.01);

    private final Examples train = Examples.around(1, 200);
    private final Examples test = Examples.around(2, 400);

    @Test
    void findsTheClassesOfFreshExamples() {
        SoftmaxRegression model = TRAINER.train(train.vectors, train.labels, CLASSES, 5);
        assertThat(test.rightRatio(model)).isGreaterThan(0.97);
    }

    @Test
    void theSameSeedGivesTheSameModelToTheLastBit() {
        SoftmaxRegression first = TRAINER.train(train.vectors, train.labels, CLASSES, 5);
        SoftmaxRegression again = TRAINER.train(train.vectors, train.labels, CLASSES, 5);
        SoftmaxRegression other = TRAINER.train(train.vectors, train.labels, CLASSES, 6);
        assertThat(again.probabilities(test.vector(0))).isEqualTo(first.probabilities(test.vector(0)));
        assertThat(other.probabilities(test.vector(0))).isNotEqualTo(first.probabilities(test.vector(0)));
    }

    @Test
    void probabilitiesAddUpToOne() {
        SoftmaxRegression model = TRAINER.train(train.vectors, train.labels, CLASSES, 5);
        float sum = 0;
        for (float probability : model.probabilities(test.vector(3))) {
            assertThat(probability).isBetween(0f, 1f);
            sum += probability;
        }
        assertThat(sum).isCloseTo(1f, within(1e-5f));
    }

    @Test
    void moreDecayMakesTheModelLessSure() {
        SoftmaxRegression sure = new SoftmaxTrainer(400, 16, 0.05, 0).train(train.vectors, train.labels, CLASSES, 5);
        SoftmaxRegression unsure = new SoftmaxTrainer(400, 16, 0.05, 1).train(train.vectors, train.labels, CLASSES, 5);
        assertThat(test.meanConfidence(unsure)).isLessThan(test.meanConfidence(sure) - 0.05);
    }

    @Test
    void hugeScoresDoNotOverflow() {
        float[] scores = {1000, 999, -1000};
        SoftmaxRegression.softmax(scores);
        assertThat(scores[0]).isCloseTo((float) (1 / (1 + Math.exp(-1))), within(1e-6f));
        assertThat(scores[2]).isZero();
    }

    @Test
    void aVectorOfAnotherLengthIsRefused() {
        SoftmaxRegression model = TRAINER.train(train.vectors, train.labels, CLASSES, 5);
        assertThatThrownBy(() -> model.probabilities(new float[DIMENSIONS + 1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a vector of 9 instead of 8");
    }

    /** Points around one corner for each class. */
    private record Examples(float[] vectors, int[] labels) {

        static Examples around(long seed, int count) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] vectors = new float[count * DIMENSIONS];
            int[] labels = new int[count];
            for (int i = 0; i < count; i++) {
                labels[i] = random.nextInt(CLASSES);
                for (int d = 0; d < DIMENSIONS; d++) {
                    double centre = d == labels[i] ? 1 : 0;
                    vectors[i * DIMENSIONS + d] = (float) (centre + 0.2 * random.nextGaussian());
                }
            }
            return new Examples(vectors, labels);
        }

        float[] vector(int i) {
            return Arrays.copyOfRange(vectors, i * DIMENSIONS, (i + 1) * DIMENSIONS);
        }

        double rightRatio(SoftmaxRegression model) {
            int right = 0;
            for (int i = 0; i < labels.length; i++) {
                float[] probabilities = model.probabilities(vector(i));
                boolean best = true;
                for (float probability : probabilities) {
                    best &= probability <= probabilities[labels[i]];
                }
                right += best ? 1 : 0;
            }
            return (double) right / labels.length;
        }

        double meanConfidence(SoftmaxRegression model) {
            double sum = 0;
            for (int i = 0; i < labels.length; i++) {
                sum += model.probabilities(vector(i))[labels[i]];
            }
            return sum / labels.length;
        }
    }
}

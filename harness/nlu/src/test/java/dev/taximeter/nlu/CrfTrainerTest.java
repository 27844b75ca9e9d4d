package dev.taximeter.nlu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrfTrainerTest {
    private static final SpanLabels LABELS = new SpanLabels(List.of("a", "b"));
    private static final CrfTrainer TRAINER = new CrfTrainer(20, 4, 0.1, 1e-4, 0);

    @Test
    void theBestPathIsTheBestOfAllPaths() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LinearChainCrf crf = random(random);
            LinearChainCrf.Text text = text(random, 4, crf.firsts().length - 1);
            assertThat(score(crf, text, crf.best(text)))
                    .as("seed %d", seed)
                    .isCloseTo(bestByTrying(crf, text), within(1e-4));
        }
    }

    @Test
    void theBestPathNeverContinuesWhatDidNotBegin() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LinearChainCrf crf = random(random);
            int[] best = crf.best(text(random, 1 + random.nextInt(9), crf.firsts().length - 1));
            int before = SpanLabels.OUTSIDE;
            for (int label : best) {
                assertThat(SpanLabels.mayFollow(before, label))
                        .as("seed %d: %s", seed, Arrays.toString(best))
                        .isTrue();
                before = label;
            }
        }
    }

    @Test
    void learnsWhatOnlyTheOrderTells() {
        // Feature 0 is "begins", 1 is "goes on": what goes on is only known from what began.
        List<LinearChainCrf.Text> texts = new ArrayList<>();
        List<int[]> gold = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            boolean a = i % 2 == 0;
            texts.add(new LinearChainCrf.Text(new int[][] {{2}, {a ? 0 : 3}, {1}, {1}, {2}}, new float[0]));
            gold.add(a ? new int[] {0, 1, 2, 2, 0} : new int[] {0, 3, 4, 4, 0});
        }
        LinearChainCrf crf = TRAINER.train(texts, gold, 4, 0, LABELS.allowed(), 1);
        assertThat(crf.best(texts.get(0))).isEqualTo(gold.get(0));
        assertThat(crf.best(texts.get(1))).isEqualTo(gold.get(1));
    }

    @Test
    void learnsFromVectorsAlone() {
        List<LinearChainCrf.Text> texts = new ArrayList<>();
        List<int[]> gold = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            int hot = i % 3;
            float[] vectors = new float[2 * 3];
            vectors[hot] = 1;
            vectors[3] = 1;
            texts.add(new LinearChainCrf.Text(new int[2][0], vectors));
            gold.add(new int[] {new int[] {0, 1, 3}[hot], 0});
        }
        LinearChainCrf crf = TRAINER.train(texts, gold, 0, 3, LABELS.allowed(), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(crf.best(texts.get(i))).isEqualTo(gold.get(i));
        }
    }

    @Test
    void theSameSeedGivesTheSameModelToTheLastBit() {
        SplittableRandom random = new SplittableRandom(3);
        List<LinearChainCrf.Text> texts = new ArrayList<>();
        List<int[]> gold = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            texts.add(text(random, 3, 6));
            gold.add(new int[] {0, 1 + 2 * random.nextInt(2), 0});
        }
        CrfTrainer dropping = new CrfTrainer(3, 4, 0.1, 1e-4, 0.3);
        LinearChainCrf first = dropping.train(texts, gold, 6, 0, LABELS.allowed(), 5);
        assertThat(dropping.train(texts, gold, 6, 0, LABELS.allowed(), 5).pairWeights())
                .isEqualTo(first.pairWeights());
        assertThat(dropping.train(texts, gold, 6, 0, LABELS.allowed(), 6).pairWeights())
                .isNotEqualTo(first.pairWeights());
    }

    private static LinearChainCrf random(SplittableRandom random) {
        int labels = LABELS.count();
        int features = 5;
        int[] firsts = new int[features + 1];
        short[] pairLabels = new short[features * labels];
        for (int f = 0; f < features; f++) {
            firsts[f + 1] = firsts[f] + labels;
            for (int k = 0; k < labels; k++) {
                pairLabels[f * labels + k] = (short) k;
            }
        }
        float[] weights = new float[pairLabels.length];
        float[][] transitions = new float[labels][labels];
        for (int p = 0; p < weights.length; p++) {
            weights[p] = (float) random.nextGaussian();
        }
        for (float[] row : transitions) {
            for (int k = 0; k < labels; k++) {
                row[k] = (float) random.nextGaussian();
            }
        }
        return new LinearChainCrf(labels, firsts, pairLabels, weights, new float[0][], transitions, LABELS.allowed());
    }

    private static LinearChainCrf.Text text(SplittableRandom random, int length, int features) {
        int[][] tokens = new int[length][];
        for (int i = 0; i < length; i++) {
            tokens[i] = new int[] {random.nextInt(features), random.nextInt(features)};
        }
        return new LinearChainCrf.Text(tokens, new float[0]);
    }

    private static double bestByTrying(LinearChainCrf crf, LinearChainCrf.Text text) {
        int labels = crf.labels();
        double best = Double.NEGATIVE_INFINITY;
        int[] path = new int[text.length()];
        for (int code = 0; code < Math.pow(labels, path.length); code++) {
            int rest = code;
            for (int i = 0; i < path.length; i++) {
                path[i] = rest % labels;
                rest /= labels;
            }
            best = Math.max(best, score(crf, text, path));
        }
        return best;
    }

    private static double score(LinearChainCrf crf, LinearChainCrf.Text text, int[] path) {
        double score = 0;
        int before = SpanLabels.OUTSIDE;
        for (int i = 0; i < path.length; i++) {
            float[] scores = new float[crf.labels()];
            crf.scores(text, i, scores);
            score += crf.allowed()[before][path[i]] == 0 ? Double.NEGATIVE_INFINITY : 0;
            score += scores[path[i]] + crf.transitions()[before][path[i]];
            before = path[i];
        }
        return score;
    }
}

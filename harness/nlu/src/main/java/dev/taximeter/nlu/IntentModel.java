package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Tells the intent of an utterance. Immutable and thread-safe; it uses its encoder, which the caller opens and closes.
 *
 * <p>An utterance is out of scope when the likeliest label's probability is below a threshold, or when that label is
 * {@link LabelledUtterance#OUT_OF_SCOPE} itself: training data may have examples of it, and then it is learnt as one more
 * class. On CLINC150's validation set (3,000 utterances in scope, 100 out of scope; the test set played no part) that
 * finds more than a threshold alone at the same cost:
 *
 * <table>
 * <caption>Right in scope / found out of scope, in percent</caption>
 * <tr><th>threshold</th><th>0</th><th>0.20</th><th>0.25</th><th>0.30</th><th>0.40</th><th>0.50</th></tr>
 * <tr><td>no such class</td><td>95.8 / 0</td><td>95.7 / 42</td><td>95.5 / 51</td><td>95.3 / 56</td><td>94.4 / 74</td>
 * <td>93.6 / 79</td></tr>
 * <tr><td>a class of 100 examples</td><td>95.8 / 59</td><td>95.7 / 69</td><td>95.6 / 73</td><td>95.3 / 74</td>
 * <td>94.6 / 84</td><td>93.5 / 89</td></tr>
 * </table>
 */
public final class IntentModel {
    /**
     * The threshold unless a scenario gives one: on CLINC150's validation set it costs a quarter of a point in scope and
     * finds 14 more of 100 out of scope. With few intents the model is surer, and a higher one, such as 0.5, finds more
     * and costs little.
     */
    public static final double DEFAULT_OUT_OF_SCOPE_THRESHOLD = 0.25;

    /** The most labels that a result ranks. */
    public static final int RANKING_LIMIT = 3;

    // Chosen on CLINC150's validation set; fewer steps or more decay lose in scope what they find out of scope.
    private static final SoftmaxTrainer TRAINER = new SoftmaxTrainer(2400, 64, 0.05, 0.03);

    private final Encoder encoder;
    private final List<String> labels;
    private final SoftmaxRegression head;
    private final double outOfScopeThreshold;

    IntentModel(Encoder encoder, List<String> labels, SoftmaxRegression head, double outOfScopeThreshold) {
        this.encoder = encoder;
        this.labels = labels;
        this.head = head;
        this.outOfScopeThreshold = outOfScopeThreshold;
    }

    /**
     * Learns from labelled utterances, on all cores: one or two seconds for 500, half a minute for CLINC150's 15,000 on
     * two cores. The same encoder, utterances and seed give the same model.
     *
     * @param encoder stays the caller's; must be open as long as the model is used
     * @param utterances at least two different labels; {@link LabelledUtterance#OUT_OF_SCOPE} may be one
     * @param seed orders the examples
     * @throws IllegalArgumentException when there are fewer labels
     * @throws InterruptedException when the thread is interrupted
     */
    public static IntentModel train(Encoder encoder, List<LabelledUtterance> utterances, long seed)
            throws InterruptedException {
        return train(encoder, EncodedUtterances.of(encoder, utterances, false), seed);
    }

    /**
     * Learns from utterances that are encoded already, on one thread.
     *
     * @param encoder that encoded them
     * @throws IllegalArgumentException when there are fewer than two labels
     */
    public static IntentModel train(Encoder encoder, EncodedUtterances encoded, long seed) {
        List<LabelledUtterance> utterances = encoded.utterances();
        List<String> labels =
                utterances.stream()
                        .map(LabelledUtterance::intent)
                        .collect(Collectors.toCollection(TreeSet::new))
                        .stream()
                        .toList();
        if (labels.size() < 2) {
            throw new IllegalArgumentException("training needs utterances of at least two intents, not of " + labels);
        }
        int[] classes = utterances.stream()
                .mapToInt(utterance -> Collections.binarySearch(labels, utterance.intent()))
                .toArray();
        float[] vectors = new float[utterances.size() * 2 * encoder.dimensions()];
        for (int i = 0; i < utterances.size(); i++) {
            float[] features = encoded.features(i);
            System.arraycopy(features, 0, vectors, i * features.length, features.length);
        }
        SoftmaxRegression head = TRAINER.train(vectors, classes, labels.size(), seed);
        return new IntentModel(encoder, labels, head, DEFAULT_OUT_OF_SCOPE_THRESHOLD);
    }

    /**
     * The same model with another threshold.
     *
     * @param threshold probability, 0..1, under which the answer is out of scope; 0 believes every answer
     * @throws IllegalArgumentException outside 0..1
     */
    public IntentModel withOutOfScopeThreshold(double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold lies in 0..1, not at " + threshold);
        }
        return new IntentModel(encoder, labels, head, threshold);
    }

    /** Confidence, 0..1, under which an utterance is out of scope. */
    public double outOfScopeThreshold() {
        return outOfScopeThreshold;
    }

    SoftmaxRegression head() {
        return head;
    }

    /** What it can answer besides out of scope, sorted; with {@link LabelledUtterance#OUT_OF_SCOPE} if it was learnt. */
    public List<String> labels() {
        return labels;
    }

    /**
     * Tells the intent. The call is native and takes milliseconds: see {@link Encoder} on threads.
     *
     * @throws IllegalStateException when the encoder is closed or fails
     */
    public IntentResult parse(String utterance) {
        return classify(encoder.encode(utterance).features());
    }

    /** Tells the intent by an utterance's features. */
    IntentResult classify(float[] features) {
        List<IntentResult.Candidate> ranking = ranking(head.probabilities(features));
        IntentResult.Candidate best = ranking.getFirst();
        String intent = best.confidence() < outOfScopeThreshold ? LabelledUtterance.OUT_OF_SCOPE : best.intent();
        return new IntentResult(intent, best.confidence(), ranking);
    }

    private List<IntentResult.Candidate> ranking(float[] probabilities) {
        List<IntentResult.Candidate> ranking = new ArrayList<>(RANKING_LIMIT);
        float[] left = probabilities.clone();
        while (ranking.size() < Math.min(RANKING_LIMIT, left.length)) {
            int best = indexOfGreatest(left);
            ranking.add(new IntentResult.Candidate(labels.get(best), probabilities[best]));
            left[best] = -1;
        }
        return ranking;
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

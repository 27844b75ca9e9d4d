package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds entities in an utterance: a linear-chain conditional random field over the encoder's vectors of its tokens and
 * over what can be read off them. Immutable and thread-safe.
 */
public final class EntityModel {
    // Chosen on a tenth of SNIPS' training data; its validation files played no part.
    private static final CrfTrainer TRAINER = new CrfTrainer(6, 16, 0.1, 1e-4, 0.3);

    /** Updates that even a small set gets: it needs as many as a medium one to be learnt. */
    private static final int FEWEST_TEXTS = 20_000;

    /** A feature that one token alone has says nothing about others. */
    private static final int FEWEST_USES = 2;

    private final SpanLabels labels;
    private final TokenFeatures tokenFeatures;
    private final FeatureIndex index;
    private final LinearChainCrf field;

    EntityModel(SpanLabels labels, TokenFeatures tokenFeatures, FeatureIndex index, LinearChainCrf field) {
        this.labels = labels;
        this.tokenFeatures = tokenFeatures;
        this.index = index;
        this.field = field;
    }

    /**
     * Learns from marked utterances, on one thread: a second for 500, about a minute for SNIPS' 13,784 with 39 types. The
     * same utterances and seed give the same model.
     *
     * @param utterances in at least one of which an entity is marked
     * @param seed orders the examples
     * @throws IllegalArgumentException when nothing is marked
     */
    public static EntityModel train(EncodedUtterances utterances, long seed) {
        if (!utterances.hasEntities()) {
            throw new IllegalArgumentException("no entity is marked in the training utterances");
        }
        SpanLabels labels = new SpanLabels(utterances.types());
        List<List<Token>> tokens = utterances.utterances().stream()
                .map(utterance -> Token.of(utterance.text()))
                .toList();
        List<int[]> gold = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            gold.add(labels.labels(tokens.get(i), utterances.utterances().get(i).entities()));
        }
        TokenFeatures tokenFeatures = new TokenFeatures(Gazetteer.of(
                tokens.stream().map(TokenFeatures::words).toList(),
                gold,
                labels.types().size()));
        List<long[][]> hashes = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            hashes.add(tokenFeatures.of(
                    tokens.get(i), utterances.utterances().get(i).intent(), gold.get(i)));
        }
        FeatureIndex index = new FeatureIndex(frequent(hashes));
        List<LinearChainCrf.Text> texts = new ArrayList<>();
        for (int i = 0; i < hashes.size(); i++) {
            texts.add(new LinearChainCrf.Text(known(index, hashes.get(i)), utterances.tokenVectors(i)));
        }
        int dimensions = utterances.features(0).length / 2;
        LinearChainCrf field =
                trainer(texts.size()).train(texts, gold, index.size(), dimensions, labels.allowed(), seed);
        return new EntityModel(labels, tokenFeatures, index, field);
    }

    private static CrfTrainer trainer(int texts) {
        int passes = Math.clamp(FEWEST_TEXTS / texts, TRAINER.passes(), 50);
        return new CrfTrainer(passes, TRAINER.batchSize(), TRAINER.stepSize(), TRAINER.decay(), TRAINER.dropRatio());
    }

    /** The features that are used often enough, sorted. */
    private static long[] frequent(List<long[][]> hashes) {
        long[] all = hashes.stream()
                .flatMap(Arrays::stream)
                .flatMapToLong(Arrays::stream)
                .sorted()
                .toArray();
        int kept = 0;
        int start = 0;
        for (int i = 1; i <= all.length; i++) {
            if (i == all.length || all[i] != all[start]) {
                if (i - start >= FEWEST_USES) {
                    all[kept++] = all[start];
                }
                start = i;
            }
        }
        return Arrays.copyOf(all, kept);
    }

    private static int[][] known(FeatureIndex index, long[][] hashes) {
        return Arrays.stream(hashes).map(index::known).toArray(int[][]::new);
    }

    /** Types of entities that it can find, sorted. */
    public List<String> types() {
        return labels.types();
    }

    /**
     * Finds the entities.
     *
     * @param tokens of the utterance
     * @param vectors of the tokens, one after another
     * @param intent of the utterance
     */
    List<EntitySpan> find(List<Token> tokens, float[] vectors, String intent) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        int[][] features = known(index, tokenFeatures.of(tokens, intent, null));
        return labels.spans(tokens, field.best(new LinearChainCrf.Text(features, vectors)));
    }

    /** The entities of one of these utterances. */
    List<EntitySpan> find(EncodedUtterances utterances, int place, String intent) {
        String text = utterances.utterances().get(place).text();
        return find(Token.of(text), utterances.tokenVectors(place), intent);
    }

    SpanLabels labels() {
        return labels;
    }

    Gazetteer gazetteer() {
        return tokenFeatures.gazetteer();
    }

    FeatureIndex index() {
        return index;
    }

    LinearChainCrf field() {
        return field;
    }
}

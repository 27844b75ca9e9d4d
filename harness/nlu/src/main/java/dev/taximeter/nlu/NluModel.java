package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole local language model: an encoder, the intents and, where the training data mark them, the entities. Immutable
 * and thread-safe; it uses its encoder, which the caller opens and closes.
 */
public final class NluModel {
    private final Encoder encoder;
    private final IntentModel intents;
    private final @Nullable EntityModel entities;

    /** @param entities null when it shall find none */
    public NluModel(Encoder encoder, IntentModel intents, @Nullable EntityModel entities) {
        this.encoder = encoder;
        this.intents = intents;
        this.entities = entities;
    }

    /** Tells the intent and finds the entities, with one inference of the encoder. See {@link Encoder} on threads. */
    public NluResult parse(String utterance) {
        if (entities == null) {
            return new NluResult(intents.parse(utterance), List.of());
        }
        List<Token> tokens = Token.of(utterance);
        Encoder.EncodedTokens encoded = encoder.encode(tokens);
        IntentResult intent = intents.classify(encoded.text().features());
        // The likeliest intent also where it is too unlikely to be the answer: entities were learnt with one.
        String likeliest = intent.ranking().getFirst().intent();
        return new NluResult(intent, entities.find(tokens, encoded.vectors(), likeliest));
    }

    /**
     * Makes of several utterances what {@link #parse} makes of one, with a single inference, and keeps the sentence
     * vectors. Where there are several, results may differ in the last digits from those of one; see {@link Encoder}.
     *
     * @param utterances at least one
     */
    public List<Inference> infer(List<String> utterances) {
        List<List<Token>> tokens = entities == null
                ? List.of()
                : utterances.stream().map(Token::of).toList();
        List<WordPiece.Pieces> pieces = tokens.stream().map(encoder::pieces).toList();
        List<Encoding> encodings = encoder.encodeTogether(
                entities == null
                        ? utterances.stream().map(encoder::ids).toList()
                        : pieces.stream().map(WordPiece.Pieces::ids).toList());
        List<Inference> inferences = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            Encoding encoding = encodings.get(i);
            IntentResult intent = intents.classify(encoding.features());
            List<EntitySpan> found = entities == null
                    ? List.of()
                    : entities.find(
                            tokens.get(i),
                            encoding.tokens(pieces.get(i).firsts()),
                            intent.ranking().getFirst().intent());
            inferences.add(new Inference(new NluResult(intent, found), encoding.sentence()));
        }
        return inferences;
    }

    /**
     * What comes of one inference.
     *
     * @param result intent and entities
     * @param sentence the utterance's vector, of length 1; read it, do not write it
     */
    @SuppressWarnings("ArrayRecordComponent") // not compared
    public record Inference(NluResult result, float[] sentence) {}

    /** What it would answer to each of these utterances. */
    public List<NluResult> answers(EncodedUtterances utterances) {
        List<NluResult> answers = new ArrayList<>();
        for (int i = 0; i < utterances.size(); i++) {
            IntentResult intent = intents.classify(utterances.features(i));
            List<EntitySpan> found = entities == null || !utterances.hasTokens()
                    ? List.of()
                    : entities.find(utterances, i, intent.ranking().getFirst().intent());
            answers.add(new NluResult(intent, found));
        }
        return answers;
    }

    /** Intents that it can tell, sorted; out of scope is none. */
    public List<String> intents() {
        return intents.labels().stream()
                .filter(label -> !label.equals(LabelledUtterance.OUT_OF_SCOPE))
                .toList();
    }

    /** Types of entities that it can find, sorted. */
    public List<String> types() {
        return entities == null ? List.of() : entities.types();
    }

    /** The encoder it uses. */
    public Encoder encoder() {
        return encoder;
    }

    /** Confidence, 0..1, under which an utterance is out of scope. */
    public double outOfScopeThreshold() {
        return intents.outOfScopeThreshold();
    }

    /** The same model with another threshold. @see IntentModel#withOutOfScopeThreshold */
    public NluModel withOutOfScopeThreshold(double threshold) {
        return new NluModel(encoder, intents.withOutOfScopeThreshold(threshold), entities);
    }

    /**
     * Writes the model into a folder that may exist; see {@link ModelFiles} for its files.
     *
     * @throws IOException when it cannot be written
     */
    public void save(Path folder) throws IOException {
        ModelFiles.write(folder, encoder, intents, entities);
    }

    /**
     * Reads a model that was saved, and opens its encoder.
     *
     * @param encoder where the encoder is; null for where it was when the model was saved
     * @param threads of one inference
     * @throws IOException with a sentence for the user when it is no model, or of another version, or its encoder is not
     *     there or another one
     */
    public static NluModel load(Path folder, @Nullable String encoder, int threads) throws IOException {
        return ModelFiles.read(folder, encoder, threads);
    }
}

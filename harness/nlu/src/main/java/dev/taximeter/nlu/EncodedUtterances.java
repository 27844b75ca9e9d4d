package dev.taximeter.nlu;

import dev.taximeter.model.EntitySpan;
import dev.taximeter.model.LabelledUtterance;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Labelled utterances and what an encoder made of each: encoding takes most of a training's time, so several models are
 * trained and judged on one encoding. Immutable and thread-safe.
 */
public final class EncodedUtterances {
    private final List<LabelledUtterance> utterances;
    private final float[][] features;
    private final float[][] tokenVectors; // of no length when only whole texts were encoded

    private EncodedUtterances(List<LabelledUtterance> utterances, float[][] features, float[][] tokenVectors) {
        this.utterances = utterances;
        this.features = features;
        this.tokenVectors = tokenVectors;
    }

    /**
     * Encodes utterances on all cores. The result does not depend on their number.
     *
     * @param tokens whether an {@link EntityModel} will be trained or judged on them
     * @throws InterruptedException when the thread is interrupted; the inferences that run are waited for
     * @throws IllegalStateException when an inference fails
     */
    public static EncodedUtterances of(Encoder encoder, List<LabelledUtterance> utterances, boolean tokens)
            throws InterruptedException {
        float[][] features = new float[utterances.size()][];
        float[][] tokenVectors = new float[tokens ? utterances.size() : 0][];
        onAllCores(utterances.size(), i -> {
            String text = utterances.get(i).text();
            if (tokens) {
                Encoder.EncodedTokens encoded = encoder.encode(Token.of(text));
                features[i] = encoded.text().features();
                tokenVectors[i] = encoded.vectors();
            } else {
                features[i] = encoder.encode(text).features();
            }
        });
        return new EncodedUtterances(List.copyOf(utterances), features, tokenVectors);
    }

    /** Work on one of many. */
    private interface Work {
        void on(int index);
    }

    private static void onAllCores(int count, Work work) throws InterruptedException {
        int workers = Runtime.getRuntime().availableProcessors();
        AtomicInteger next = new AtomicInteger();
        Callable<Void> worker = () -> {
            for (int i = next.getAndIncrement(); i < count && !Thread.interrupted(); i = next.getAndIncrement()) {
                work.on(i);
            }
            return null;
        };
        // invokeAll interrupts the workers when this thread is interrupted, and close() waits for them.
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (Future<Void> done : threads.invokeAll(Collections.nCopies(workers, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a text could not be encoded", e.getCause());
        }
    }

    /** The utterances at these places, in this order. */
    public EncodedUtterances at(List<Integer> places) {
        return new EncodedUtterances(
                places.stream().map(utterances::get).toList(),
                places.stream().map(place -> features[place]).toArray(float[][]::new),
                tokenVectors.length == 0
                        ? tokenVectors
                        : places.stream().map(place -> tokenVectors[place]).toArray(float[][]::new));
    }

    /** What was encoded. */
    public List<LabelledUtterance> utterances() {
        return utterances;
    }

    /** How many there are. */
    public int size() {
        return utterances.size();
    }

    /** Whether tokens were encoded. */
    boolean hasTokens() {
        return tokenVectors.length > 0;
    }

    /** Whether entities are marked in any and tokens were encoded. */
    public boolean hasEntities() {
        return hasTokens()
                && utterances.stream()
                        .anyMatch(utterance -> !utterance.entities().isEmpty());
    }

    /** Types of all marked entities, sorted. */
    List<String> types() {
        return utterances.stream()
                .flatMap(utterance -> utterance.entities().stream())
                .map(EntitySpan::type)
                .distinct()
                .sorted()
                .toList();
    }

    /** What a classifier sees of one utterance; not a copy. */
    float[] features(int index) {
        return features[index];
    }

    /** The vectors of one utterance's tokens, one after another; not a copy. */
    float[] tokenVectors(int index) {
        return tokenVectors[index];
    }
}

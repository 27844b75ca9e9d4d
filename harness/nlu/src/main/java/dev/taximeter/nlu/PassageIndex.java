package dev.taximeter.nlu;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the passages whose vectors are nearest to a question's. Immutable and thread-safe; see {@link Encoder} on threads. */
public final class PassageIndex {
    private final Encoder encoder;
    private final List<String> passages;
    private final List<float[]> vectors = new ArrayList<>();

    /**
     * Encodes all passages, some milliseconds each. What lies beyond the encoder's limit of a passage is not seen.
     *
     * @param encoder stays the caller's
     */
    public PassageIndex(Encoder encoder, List<String> passages) {
        this.encoder = encoder;
        this.passages = List.copyOf(passages);
        passages.forEach(passage -> vectors.add(encoder.encode(passage).sentence()));
    }

    /**
     * The nearest passages, the nearest first.
     *
     * @param most at least 1
     */
    public List<String> nearest(String question, int most) {
        float[] asked = encoder.encode(question).sentence();
        double[] nearness = vectors.stream()
                .mapToDouble(vector -> Cosines.between(asked, vector))
                .toArray();
        return IntStream.range(0, nearness.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> nearness[i]).reversed())
                .limit(most)
                .map(passages::get)
                .toList();
    }
}

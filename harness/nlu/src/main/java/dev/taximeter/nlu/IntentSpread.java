package dev.taximeter.nlu;

import dev.taximeter.model.LabelledUtterance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How clear intents are and which get in each other's way, by the vectors of their utterances alone: nothing is learnt. Out
 * of scope is no intent. An intent is judged without the utterance in question, so that no utterance vouches for itself.
 *
 * @param intents by clarity, the least clear first
 * @param conflicts by the number of strays, most first; pairs without a stray are not there
 */
public record IntentSpread(List<Intent> intents, List<Conflict> conflicts) {
    public IntentSpread {
        intents = List.copyOf(intents);
        conflicts = List.copyOf(conflicts);
    }

    /**
     * One intent.
     *
     * @param name of it
     * @param utterances at least 2
     * @param clarity mean cosine, −1..1, of an utterance and the middle of the others: 1 when all say the same
     * @param strays utterances that are nearer to another intent's middle than to their own
     */
    public record Intent(String name, int utterances, double clarity, int strays) {}

    /**
     * Two intents.
     *
     * @param one first by name
     * @param other second by name
     * @param strays utterances of either that are nearest to the other's middle
     * @param utterances of both
     */
    public record Conflict(String one, String other, int strays, int utterances) {}

    /**
     * Weighs intents.
     *
     * @param utterances each with its vector, of the same length, in the same order; intents with one utterance are left out
     */
    public static IntentSpread of(List<LabelledUtterance> utterances, List<float[]> vectors) {
        Map<String, List<float[]>> byIntent = new TreeMap<>();
        for (int i = 0; i < vectors.size(); i++) {
            String intent = utterances.get(i).intent();
            if (!intent.equals(LabelledUtterance.OUT_OF_SCOPE)) {
                byIntent.computeIfAbsent(intent, _ -> new ArrayList<>()).add(vectors.get(i));
            }
        }
        byIntent.values().removeIf(own -> own.size() < 2);
        Map<String, float[]> sums = new LinkedHashMap<>();
        byIntent.forEach((intent, own) -> sums.put(intent, sum(own)));
        List<Intent> intents = new ArrayList<>();
        Map<List<String>, Integer> strays = new TreeMap<>(Comparator.comparing(List<String>::toString));
        byIntent.forEach((intent, own) -> {
            float[] all = sum(own);
            double near = 0;
            int lost = 0;
            for (float[] vector : own) {
                double home = Cosines.between(vector, without(all, vector));
                near += home;
                String nearest = nearest(intent, vector, home, sums);
                if (!nearest.equals(intent)) {
                    lost++;
                    strays.merge(List.of(intent, nearest).stream().sorted().toList(), 1, Integer::sum);
                }
            }
            intents.add(new Intent(intent, own.size(), near / own.size(), lost));
        });
        intents.sort(Comparator.comparingDouble(Intent::clarity));
        List<Conflict> conflicts = new ArrayList<>();
        strays.forEach((pair, count) -> conflicts.add(new Conflict(
                pair.getFirst(),
                pair.getLast(),
                count,
                byIntent.getOrDefault(pair.getFirst(), List.of()).size()
                        + byIntent.getOrDefault(pair.getLast(), List.of()).size())));
        conflicts.sort(Comparator.comparingInt(Conflict::strays).reversed());
        return new IntentSpread(intents, conflicts);
    }

    private static String nearest(String own, float[] vector, double home, Map<String, float[]> sums) {
        String nearest = own;
        double best = home;
        for (Map.Entry<String, float[]> other : sums.entrySet()) {
            double cosine = other.getKey().equals(own) ? home : Cosines.between(vector, other.getValue());
            if (cosine > best) {
                best = cosine;
                nearest = other.getKey();
            }
        }
        return nearest;
    }

    private static float[] sum(List<float[]> vectors) {
        float[] sum = new float[vectors.getFirst().length];
        vectors.forEach(vector -> {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d];
            }
        });
        return sum;
    }

    private static float[] without(float[] sum, float[] one) {
        float[] rest = sum.clone();
        for (int d = 0; d < rest.length; d++) {
            rest[d] -= one[d];
        }
        return rest;
    }
}

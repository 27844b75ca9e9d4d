package dev.taximeter.summary;

import dev.taximeter.model.Answer;
import dev.taximeter.model.LabelledUtterance;
import dev.taximeter.model.Sample;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Means;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How clear intents are and which get in each other's way, by the vectors of their utterances alone: nothing is learnt.
 * The middle of an intent is the sum of its utterances' vectors, each of length 1; an utterance is held against its own
 * intent without itself, so that none vouches for itself. Out of scope is no intent, and neither is one with a single
 * utterance.
 *
 * <p>Intervals take utterances for independent draws from what users say. The middles come from the same utterances, so
 * that small intents look a little less clear than they are.
 *
 * @param clarity mean cosine, −1..1, of an utterance and the middle of its intent's others; n is the number of utterances
 * @param strays share of utterances that are nearer to another intent's middle than to their own
 * @param intents the least clear first
 * @param contacts pairs of intents with at least one stray, by the lower end of their share of strays, highest first
 * @param unusable prompts that came without a vector, or with one of another length or of length 0; they are left out
 */
public record IntentSpread(Figure clarity, Figure strays, List<Intent> intents, List<Contact> contacts, long unusable) {
    /**
     * Share of strays beyond which two intents are in conflict. A classifier that cannot tell one utterance in twenty of
     * two intents apart costs either a point of accuracy that users see; below it, a stray is an odd utterance.
     */
    public static final double CONFLICT_RATIO = 0.05;

    public IntentSpread {
        intents = List.copyOf(intents);
        contacts = List.copyOf(contacts);
    }

    /**
     * One intent.
     *
     * @param name of it
     * @param clarity as above, over its utterances, of which there are at least 2
     * @param strays as above, over its utterances
     */
    public record Intent(String name, Figure clarity, Figure strays) {}

    /**
     * Two intents with strays between them.
     *
     * @param one first by name
     * @param other second by name
     * @param strays utterances of either that are nearest to the other's middle, as a share of both's utterances
     */
    public record Contact(String one, String other, Figure strays) {
        /** Whether it is sure that more of them stray than {@link #CONFLICT_RATIO}. */
        public boolean isConflict() {
            return low() > CONFLICT_RATIO;
        }

        double low() {
            Interval interval = strays.interval();
            return interval == null ? 0 : interval.low();
        }
    }

    /** The contacts that are conflicts. */
    public List<Contact> conflicts() {
        return contacts.stream().filter(Contact::isConflict).toList();
    }

    /** Null when no vectors were compared. A prompt that was asked several times counts once, with its first vector. */
    static @Nullable IntentSpread of(ArmSamples samples) {
        if (samples.measured().stream().noneMatch(IntentSpread::hasVector)) {
            return null;
        }
        Map<String, Answer> byPrompt = new TreeMap<>();
        for (Sample sample : samples.measured()) {
            Answer answer = sample.answer();
            if (answer != null) {
                byPrompt.merge(sample.promptId(), answer, (first, later) -> first.vector() == null ? later : first);
            }
        }
        List<String> intents = new ArrayList<>();
        List<float[]> vectors = new ArrayList<>();
        byPrompt.values().forEach(answer -> {
            if (answer.vector() != null && answer.expected() != null) {
                intents.add(answer.expected());
                vectors.add(answer.vector().numbers());
            }
        });
        return of(intents, vectors, byPrompt.size() - vectors.size());
    }

    private static boolean hasVector(Sample sample) {
        return sample.answer() != null && sample.answer().vector() != null;
    }

    /**
     * Weighs intents; null when fewer than two have two utterances.
     *
     * @param intents of the utterances
     * @param vectors of the same utterances, in the same order; those of another length than the first do not count
     */
    public static @Nullable IntentSpread of(List<String> intents, List<float[]> vectors) {
        return of(intents, vectors, 0);
    }

    /** @param absent prompts that came without a vector */
    private static @Nullable IntentSpread of(List<String> intents, List<float[]> vectors, long absent) {
        SortedMap<String, List<double[]>> byIntent = new TreeMap<>();
        long unusable = absent;
        for (int i = 0; i < vectors.size(); i++) {
            double[] unit = unit(vectors.get(i));
            if (unit == null || unit.length != vectors.getFirst().length) {
                unusable++;
            } else if (!intents.get(i).equals(LabelledUtterance.OUT_OF_SCOPE)) {
                byIntent.computeIfAbsent(intents.get(i), _ -> new ArrayList<>()).add(unit);
            }
        }
        byIntent.values().removeIf(own -> own.size() < 2);
        return byIntent.size() < 2 ? null : new Weighing(byIntent).spread(unusable);
    }

    /** The vector with length 1; null when it has none. */
    private static double @Nullable [] unit(float[] vector) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        if (squares == 0) {
            return null;
        }
        double[] unit = new double[vector.length];
        for (int d = 0; d < unit.length; d++) {
            unit[d] = vector[d] / Math.sqrt(squares);
        }
        return unit;
    }

    /** One pass over all utterances. */
    private static final class Weighing {
        private final SortedMap<String, List<double[]>> byIntent;
        private final SortedMap<String, double[]> sums = new TreeMap<>();
        private final List<Double> all = new ArrayList<>();
        private final List<Intent> intents = new ArrayList<>();
        private final SortedMap<String, SortedMap<String, Integer>> strays = new TreeMap<>();

        Weighing(SortedMap<String, List<double[]>> byIntent) {
            this.byIntent = byIntent;
            byIntent.forEach((intent, own) -> sums.put(intent, sum(own)));
        }

        IntentSpread spread(long unusable) {
            byIntent.forEach(this::weigh);
            intents.sort(Comparator.comparingDouble(intent -> intent.clarity().value()));
            long lost = strays.values().stream()
                    .flatMap(others -> others.values().stream())
                    .mapToLong(Integer::longValue)
                    .sum();
            return new IntentSpread(
                    mean(all), Figure.share((double) lost / all.size(), all.size()), intents, contacts(), unusable);
        }

        private void weigh(String intent, List<double[]> own) {
            double[] sum = Objects.requireNonNull(sums.get(intent));
            List<Double> near = new ArrayList<>();
            int lost = 0;
            for (double[] vector : own) {
                double home = cosine(vector, minus(sum, vector));
                near.add(home);
                String nearest = nearest(intent, vector, home);
                if (!nearest.equals(intent)) {
                    lost++;
                    boolean first = intent.compareTo(nearest) < 0;
                    strays.computeIfAbsent(first ? intent : nearest, _ -> new TreeMap<>())
                            .merge(first ? nearest : intent, 1, Integer::sum);
                }
            }
            all.addAll(near);
            intents.add(new Intent(intent, mean(near), Figure.share((double) lost / own.size(), own.size())));
        }

        private String nearest(String own, double[] vector, double home) {
            String nearest = own;
            double best = home;
            for (Map.Entry<String, double[]> other : sums.entrySet()) {
                double cosine = other.getKey().equals(own) ? home : cosine(vector, other.getValue());
                if (cosine > best) {
                    best = cosine;
                    nearest = other.getKey();
                }
            }
            return nearest;
        }

        private List<Contact> contacts() {
            List<Contact> contacts = new ArrayList<>();
            strays.forEach((one, others) -> others.forEach((other, count) -> {
                int both = size(one) + size(other);
                contacts.add(new Contact(one, other, Figure.share((double) count / both, both)));
            }));
            contacts.sort(Comparator.comparingDouble(Contact::low).reversed());
            return contacts;
        }

        private int size(String intent) {
            return byIntent.getOrDefault(intent, List.of()).size();
        }
    }

    private static Figure mean(List<Double> cosines) {
        double[] values = cosines.stream().mapToDouble(Double::doubleValue).toArray();
        Interval interval = Means.interval(Blocks.cut(values, values.length), Thresholds.CONFIDENCE);
        Interval possible = new Interval(
                Math.clamp(interval.low(), -1, 1), Math.clamp(interval.high(), -1, 1), interval.confidence());
        return new Figure(Means.mean(values), possible, values.length);
    }

    private static double[] sum(List<double[]> vectors) {
        double[] sum = new double[vectors.getFirst().length];
        vectors.forEach(vector -> {
            for (int d = 0; d < sum.length; d++) {
                sum[d] += vector[d];
            }
        });
        return sum;
    }

    private static double[] minus(double[] sum, double[] one) {
        double[] rest = sum.clone();
        for (int d = 0; d < rest.length; d++) {
            rest[d] -= one[d];
        }
        return rest;
    }

    /** Of a vector of length 1 and another; 0 when that has no length. */
    private static double cosine(double[] unit, double[] other) {
        double product = 0;
        double squares = 0;
        for (int d = 0; d < unit.length; d++) {
            product += unit[d] * other[d];
            squares += other[d] * other[d];
        }
        return squares == 0 ? 0 : Math.clamp(product / Math.sqrt(squares), -1, 1);
    }
}

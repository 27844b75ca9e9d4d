package dev.taximeter.scenario;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Finds the known word that was probably meant. */
final class DidYouMean {
    private static final int LONGEST = 40;
    private static final double NEAR = 0.80;

    private DidYouMean() {}

    /** The nearest of the known words, or null when none is near. */
    static @Nullable String of(String word, Collection<String> known) {
        if (word.isBlank() || word.length() > LONGEST) {
            return null;
        }
        String wanted = fold(word);
        Optional<String> best = known.stream()
                .sorted() // so that a tie is always decided alike
                .filter(candidate -> isNear(wanted, fold(candidate)))
                .max(Comparator.comparingDouble(candidate -> similarity(wanted, fold(candidate))));
        return best.orElse(null);
    }

    private static boolean isNear(String word, String candidate) {
        boolean longer = candidate.length() >= 3 && (word.startsWith(candidate) || word.endsWith(candidate));
        int slips = LevenshteinDistance.getDefaultInstance().apply(word, candidate);
        return longer || slips <= Math.max(1, word.length() / 3) || similarity(word, candidate) > 1 - (1 - NEAR) / 2;
    }

    private static double similarity(String word, String candidate) {
        return new JaroWinklerSimilarity().apply(word, candidate);
    }

    /** {@code warm_up}, {@code WarmUp} and {@code warmUp} are the same word to a reader. */
    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }
}

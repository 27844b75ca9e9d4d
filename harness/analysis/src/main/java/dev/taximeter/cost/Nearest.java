package dev.taximeter.cost;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds what a user may have meant. */
final class Nearest {
    private Nearest() {}

    /** Those of the names that differ from the wanted one by at most a third of its letters, nearest first. Two letters are
     * always forgiven, since that is what swapping two neighbours takes, but only one in names of three or fewer. */
    static List<String> to(String wanted, Collection<String> names) {
        LevenshteinDistance distance = new LevenshteinDistance(limit(wanted.length()));
        return names.stream()
                .distinct()
                .filter(name -> distance(distance, wanted, name) >= 0)
                .sorted(Comparator.<String>comparingInt(name -> distance(distance, wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    private static int limit(int length) {
        return length <= 3 ? 1 : Math.max(2, length / 3);
    }

    private static int distance(LevenshteinDistance distance, String wanted, String name) {
        return distance.apply(wanted.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }
}

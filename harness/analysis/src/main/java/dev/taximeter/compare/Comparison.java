package dev.taximeter.compare;

import dev.taximeter.cost.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side held against another.
 *
 * @param baseline the first side
 * @param candidate the other side
 * @param caveats what a reader must know before the figures, e.g. what was asked to be overlooked; sentences
 * @param differences all questions, in the order of tables; empty when the sides are not comparable
 * @param costRatio of costs per request; without interval: prices have none; null when either is not known
 * @param verdict of the whole: not comparable; else regressed when any question is; else the median response time's
 * @param sentences the answer in plain words, at least one
 */
public record Comparison(
        Side baseline,
        Side candidate,
        List<String> caveats,
        List<Difference> differences,
        @Nullable Double costRatio,
        Verdict verdict,
        List<String> sentences) {
    public Comparison {
        caveats = List.copyOf(caveats);
        differences = List.copyOf(differences);
        sentences = List.copyOf(sentences);
    }

    /** Candidate's cost per request over the baseline's; null when either is not known or currencies differ. */
    static @Nullable Double costRatio(Cost candidate, Cost baseline) {
        if (candidate instanceof Cost.Known ours
                && baseline instanceof Cost.Known theirs
                && ours.quote().currency().equals(theirs.quote().currency())
                && theirs.perRequest().signum() > 0) {
            return ours.perRequest().doubleValue() / theirs.perRequest().doubleValue();
        }
        return null;
    }
}

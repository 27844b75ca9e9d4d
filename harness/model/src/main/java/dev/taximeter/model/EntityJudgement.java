package dev.taximeter.model;

import java.util.HashSet;
import java.util.List;

/**
 * What an answer named, against what is marked. An entity is right only as a whole: its type, its first and its last code
 * point.
 *
 * @param marked by people
 * @param found in the answer and in the text, in the order of the answer
 * @param unknownTypes entities of the answer whose type nobody asked for; all of them are wrong
 * @param notInText entities of the answer that the text does not say, or not so often; all of them are wrong
 * @param readable whether the answer could be read at all; what cannot be read names nothing
 */
public record EntityJudgement(
        List<EntitySpan> marked, List<EntitySpan> found, int unknownTypes, int notInText, boolean readable) {
    public EntityJudgement {
        marked = List.copyOf(marked);
        found = List.copyOf(found);
    }

    /** Whether everything that is marked was named, and nothing else. */
    public boolean exact() {
        return readable
                && unknownTypes + notInText == 0
                && found.size() == marked.size()
                && new HashSet<>(found).equals(new HashSet<>(marked));
    }
}

package dev.taximeter.compare;

import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.EntityScores;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says how well entities were named; accuracy, of whole utterances, says it only in part. */
final class EntitySentence {
    private EntitySentence() {}

    /** Empty when none were asked for. */
    static Optional<String> of(List<ArmSummary> arms) {
        List<String> parts = new ArrayList<>();
        for (ArmSummary arm : arms) {
            EntityScores scores = arm.entities();
            if (scores != null) {
                parts.add("%s for %s, n=%s spans"
                        .formatted(
                                Phrases.withInterval(scores.f1()),
                                Phrases.name(arm.arm()),
                                Phrases.count(scores.f1().n())));
            }
        }
        return parts.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "F1 over entities, each right only as a whole, is %s.".formatted(String.join("; ", parts)));
    }
}

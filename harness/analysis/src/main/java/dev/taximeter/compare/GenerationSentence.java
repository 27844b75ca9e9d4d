package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.GenerationScores;
import dev.taximeter.summary.Phrases;
import java.util.List;

/** Says what generated utterances are worth, an arm and language a sentence. */
final class GenerationSentence {
    private GenerationSentence() {}

    /** Empty when none were asked for. */
    static List<String> of(List<ArmSummary> arms) {
        return arms.stream()
                .flatMap(arm -> arm.generated().stream().map(scores -> sentence(arm.arm(), scores)))
                .toList();
    }

    private static String sentence(ArmFacts arm, GenerationScores scores) {
        Figure placed = scores.placed();
        return "Of the utterances in %s that %s was asked for, %s say something new%s, n=%s prompts."
                .formatted(
                        scores.language(),
                        Phrases.name(arm),
                        Phrases.withInterval(scores.distinct()),
                        placed == null
                                ? ""
                                : ", and the local model puts %s of those into their intent"
                                        .formatted(Phrases.withInterval(placed)),
                        Phrases.count(scores.distinct().n()));
    }
}

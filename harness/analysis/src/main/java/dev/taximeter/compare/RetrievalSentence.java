package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RetrievalShares;
import java.util.ArrayList;
import java.util.List;

/** Says what finding passages and answering from them took, an arm a sentence. */
final class RetrievalSentence {
    private RetrievalSentence() {}

    /** Empty when nothing was retrieved. */
    static List<String> of(List<ArmSummary> arms) {
        List<String> sentences = new ArrayList<>();
        for (ArmSummary arm : arms) {
            RetrievalShares shares = arm.retrieval();
            if (shares != null) {
                sentences.add(sentence(arm.arm(), shares));
            }
        }
        return sentences;
    }

    private static String sentence(ArmFacts arm, RetrievalShares shares) {
        Figure finding = shares.retrievalMedian();
        Figure answering = shares.generationMedian();
        String times = finding == null || answering == null
                ? ""
                : "; finding takes %s at the median, answering another %s"
                        .formatted(Phrases.duration(finding.value()), Phrases.duration(answering.value()));
        return "A passage that holds the answer was found for %s of the questions to %s, n=%s prompts%s."
                .formatted(
                        Phrases.withInterval(shares.found()),
                        Phrases.name(arm),
                        Phrases.count(shares.found().n()),
                        times);
    }
}

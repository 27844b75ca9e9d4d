package dev.taximeter.compare;

import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Whether the arms keep what their user wants of them, in one sentence. */
final class ObjectiveSentence {
    private ObjectiveSentence() {}

    /** Empty without objectives, and where an invalid run decides nothing. */
    static Optional<String> of(RunSummary summary, List<ObjectiveResult> results) {
        if (results.isEmpty() || summary.validity() instanceof Validity.Invalid) {
            return Optional.empty();
        }
        StringJoiner parts = new StringJoiner("; ", "", ".");
        int wanted = summary.manifest().objectives().size();
        if (results.stream().allMatch(result -> result.outcome() == Outcome.PASS)) {
            String all = wanted == 1 ? "the objective" : "all %d objectives".formatted(wanted);
            parts.add(
                    summary.arms().size() == 1
                            ? Phrases.name(summary.arms().getFirst().arm()) + " keeps " + all
                            : "Every arm keeps " + all);
        } else {
            summary.arms().forEach(arm -> parts.add(told(arm.arm(), results)));
        }
        return Optional.of(parts.toString());
    }

    private static String told(ArmFacts arm, List<ObjectiveResult> results) {
        List<ObjectiveResult> own = results.stream()
                .filter(result -> result.arm().equals(arm.name()))
                .toList();
        String missed = texts(own, Outcome.FAIL);
        String open = texts(own, Outcome.INCONCLUSIVE);
        if (missed.isEmpty() && open.isEmpty()) {
            return Phrases.name(arm) + " keeps every objective";
        }
        String misses = missed.isEmpty() ? "" : " misses " + missed;
        String undecided = open.isEmpty() ? "" : " cannot be shown to keep or to miss " + open;
        return Phrases.name(arm) + misses + (missed.isEmpty() || open.isEmpty() ? "" : " and") + undecided;
    }

    private static String texts(List<ObjectiveResult> results, Outcome outcome) {
        StringJoiner texts = new StringJoiner(", ");
        results.stream()
                .filter(result -> result.outcome() == outcome)
                .forEach(result -> texts.add("\"" + result.objective().text() + "\""));
        return texts.toString();
    }
}

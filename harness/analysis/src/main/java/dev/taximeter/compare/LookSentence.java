package dev.taximeter.compare;

import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.model.Load;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.util.List;
import java.util.Optional;

/** What ended a run that was to end as soon as it was decided. */
final class LookSentence {
    private LookSentence() {}

    /** Empty for a run of fixed length, and for one that decides nothing. */
    static Optional<String> of(RunSummary summary, List<ObjectiveResult> objectives) {
        Load load = summary.manifest().load();
        if (!load.untilDecided() || summary.validity() instanceof Validity.Invalid) {
            return Optional.empty();
        }
        long open = objectives.stream()
                .filter(result -> result.outcome() == Outcome.INCONCLUSIVE)
                .count();
        String shared = "%d looks at most share the risk to be wrong, so that each has limits of %s"
                .formatted(load.looks().size(), Phrases.percent(ObjectiveTests.limit(load)));
        long measured = summary.arms().stream()
                .mapToLong(arm -> arm.counts().sent())
                .max()
                .orElse(0);
        return Optional.of(
                open == 0
                        ? "Every objective was decided by %s requests an arm; %s."
                                .formatted(Phrases.count(measured), shared)
                        : "After %s requests an arm, %d of %d results on objectives are still open; %s."
                                .formatted(Phrases.count(measured), open, objectives.size(), shared));
    }
}

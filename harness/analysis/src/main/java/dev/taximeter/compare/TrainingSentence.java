package dev.taximeter.compare;

import dev.taximeter.cost.Cost;
import dev.taximeter.cost.FineTuning;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Phrases;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Says whether a fine-tuned arm is cheaper for each correct answer than the first arm, and when its training is paid back. */
final class TrainingSentence {
    private TrainingSentence() {}

    /** One for each fine-tuned arm whose cost can be compared with the first arm's. */
    static List<String> of(List<ArmSummary> arms) {
        return arms.stream()
                .skip(1)
                .filter(arm -> arm.arm().trainingTokens().isPresent())
                .flatMap(arm -> of(arm, arms.getFirst()).stream())
                .toList();
    }

    private static Optional<String> of(ArmSummary tuned, ArmSummary other) {
        if (!(tuned.cost() instanceof Cost.Known ours) || !(other.cost() instanceof Cost.Known theirs)) {
            return Optional.empty();
        }
        BigDecimal own = ours.perCorrect();
        BigDecimal first = theirs.perCorrect();
        if (own == null
                || first == null
                || !ours.quote().currency().equals(theirs.quote().currency())) {
            return Optional.empty();
        }
        String currency = ours.quote().currency();
        return Optional.of("A correct answer costs %s %s with %s and %s %s with %s%s."
                .formatted(
                        Phrases.significant(own.doubleValue()),
                        currency,
                        Phrases.name(tuned.arm()),
                        Phrases.significant(first.doubleValue()),
                        currency,
                        Phrases.name(other.arm()),
                        paidBack(tuned, ours, theirs)));
    }

    /** After how many calls the training has paid for itself: its price over what each call saves. */
    private static String paidBack(ArmSummary tuned, Cost.Known ours, Cost.Known theirs) {
        Optional<FineTuning> priced = FineTuning.of(ours, tuned.arm().trainingTokens());
        if (priced.isEmpty()) {
            return "; the price book does not say what its training cost";
        }
        FineTuning model = priced.get();
        String cost = "%s %s"
                .formatted(
                        Phrases.significant(model.training().doubleValue()),
                        ours.quote().currency());
        return model.paidBackAfter(theirs.perRequest())
                .map(calls -> "; its training (%s) is paid back after %s calls"
                        .formatted(cost, Phrases.count(calls.longValueExact())))
                .orElseGet(
                        () -> "; a call saves nothing, so that its training (%s) is never paid back".formatted(cost));
    }
}

package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What another arm's inference costs, takes and is worth beside one of the local model: cost, latency and accuracy in one
 * sentence, because none of them decides alone.
 */
final class InferenceSentence {
    /** What {@link dev.taximeter.model.Target.LocalNlu} calls itself. */
    private static final String LOCAL_VENDOR = "nlu";

    private InferenceSentence() {}

    /** Empty unless the first arm is a local model and all three figures are known. */
    static Optional<String> of(ArmSummary candidate, ArmSummary first, ArmComparison comparison) {
        Figure latency = comparison.p50Ratio();
        Figure accuracy = comparison.accuracyDifference();
        Double cost = comparison.costRatio();
        if (!first.arm().vendor().equals(LOCAL_VENDOR) || latency == null || accuracy == null || cost == null) {
            return Optional.empty();
        }
        return Optional.of("An inference of %s costs %s as much as one of %s and takes %s as long at the median%s; %s."
                .formatted(
                        Phrases.name(candidate.arm()),
                        Phrases.significant(cost) + " times",
                        Phrases.name(first.arm()),
                        times(latency),
                        range(latency.interval()),
                        accuracy(accuracy, comparison.accuracyP())));
    }

    private static String times(Figure ratio) {
        Interval interval = ratio.interval();
        return (interval == null
                        ? Phrases.significant(ratio.value())
                        : Phrases.factor(ratio.value(), interval.low(), interval.high()))
                + " times";
    }

    private static String range(@Nullable Interval factor) {
        return factor == null
                ? ""
                : " (95 %% interval %s to %s)"
                        .formatted(
                                Phrases.factor(factor.low(), factor.low(), factor.high()),
                                Phrases.factor(factor.high(), factor.low(), factor.high()));
    }

    private static String accuracy(Figure difference, @Nullable Double p) {
        Interval interval = difference.interval();
        boolean shown = interval != null && !interval.contains(0);
        String lead = shown
                ? "it is right %s points %s often ("
                        .formatted(
                                Phrases.points(Math.abs(difference.value())), difference.value() > 0 ? "more" : "less")
                : "no difference in accuracy can be shown (%s points, ".formatted(Phrases.points(difference.value()));
        String bounds = interval == null
                ? ""
                : "95 %% interval %s to %s, "
                        .formatted(Phrases.points(interval.low()), Phrases.points(interval.high()));
        String test = p == null ? "" : "McNemar " + Phrases.pValue(p) + ", ";
        return "%s%s%sn=%s prompts)".formatted(lead, bounds, test, Phrases.count(difference.n()));
    }
}

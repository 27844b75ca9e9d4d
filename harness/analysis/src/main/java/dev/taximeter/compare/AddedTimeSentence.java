package dev.taximeter.compare;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Phrases;
import java.util.Optional;

/**
 * What the way to a model adds: two arms that ask the same vendor's same model differ by nothing else, e.g. by a gateway.
 * In time, because what stands in the way adds time and does not multiply it.
 */
final class AddedTimeSentence {
    private static final BlockStatistic MEDIAN = new BlockStatistic.Quantile(Percentile.P50.probability());

    private AddedTimeSentence() {}

    /** Empty when the arms ask different models, or when the data gives no difference. */
    static Optional<String> of(ArmFacts candidate, ArmFacts baseline, ArmPair pair) {
        if (!candidate.vendor().equals(baseline.vendor()) || !candidate.model().equals(baseline.model())) {
            return Optional.empty();
        }
        Figure whole = pair.difference(Metric.RESPONSE, MEDIAN);
        Interval interval = whole == null ? null : whole.interval();
        if (whole == null || interval == null) {
            return Optional.empty();
        }
        String names = "With the same model, %s".formatted(Phrases.name(candidate));
        if (interval.contains(0)) {
            return Optional.of("%s adds no time to %s that can be shown at n=%s: %s at the median (95 %% interval %s)."
                    .formatted(
                            names,
                            Phrases.name(baseline),
                            Phrases.count(whole.n()),
                            Phrases.duration(whole.value()),
                            between(interval)));
        }
        boolean adds = whole.value() > 0;
        return Optional.of("%s %s %s %s %s at the median (95 %% interval %s, n=%s)."
                .formatted(
                        names,
                        adds ? "adds" : "takes",
                        Phrases.duration(Math.abs(whole.value())),
                        adds ? "to" : "off",
                        Phrases.name(baseline),
                        between(
                                adds
                                        ? interval
                                        : new Interval(-interval.high(), -interval.low(), interval.confidence())),
                        Phrases.count(whole.n())));
    }

    private static String between(Interval nanos) {
        return Phrases.duration(nanos.low()) + " to " + Phrases.duration(nanos.high());
    }
}

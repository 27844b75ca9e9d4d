package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;

/** Who is faster, by what factor of the median response time. */
final class SpeedSentence {
    private SpeedSentence() {}

    static String of(ArmSummary candidate, ArmSummary baseline, ArmComparison comparison) {
        String ours = Phrases.name(candidate.arm());
        String theirs = Phrases.name(baseline.arm());
        Figure ratio = comparison.p50Ratio();
        Interval interval = ratio == null ? null : ratio.interval();
        if (ratio == null || interval == null) {
            return "Whether %s is faster than %s cannot be told from %s and %s good answers."
                    .formatted(
                            ours,
                            theirs,
                            Phrases.count(candidate.counts().ok()),
                            Phrases.count(baseline.counts().ok()));
        }
        if (comparison.latency() instanceof Verdict.WithinNoise within) {
            return "%s and %s differ by less than %s at the median (ratio %s, n=%s)."
                    .formatted(
                            ours,
                            theirs,
                            Phrases.percent(within.noiseRatio()),
                            factor(ratio.value(), interval),
                            Phrases.count(ratio.n()));
        }
        if (interval.contains(1)) {
            return "No difference in speed between %s and %s can be shown at n=%s (ratio of medians %s)."
                    .formatted(ours, theirs, Phrases.count(ratio.n()), factor(ratio.value(), interval));
        }
        boolean faster = ratio.value() < 1;
        Interval factor =
                faster ? new Interval(1 / interval.high(), 1 / interval.low(), interval.confidence()) : interval;
        return "%s %s %s at the median%s."
                .formatted(
                        ours,
                        faster
                                ? "is %s as fast as".formatted(times(1 / ratio.value(), factor))
                                : "takes %s as long as".formatted(times(ratio.value(), factor)),
                        theirs,
                        reservation(factor, comparison.latency()));
    }

    private static String times(double value, Interval interval) {
        return Phrases.factor(value, interval.low(), interval.high()) + " times";
    }

    private static String reservation(Interval factor, Verdict verdict) {
        String range = " (95 %% interval %s to %s)"
                .formatted(
                        Phrases.factor(factor.low(), factor.low(), factor.high()),
                        Phrases.factor(factor.high(), factor.low(), factor.high()));
        return verdict instanceof Verdict.NoEvidence
                ? range + "; that may be no more than the noise of " + Phrases.percent(VerdictRule.NOISE_RATIO)
                : range;
    }

    private static String factor(double value, Interval interval) {
        return "%s, 95 %% interval %s to %s"
                .formatted(
                        Phrases.factor(value, interval.low(), interval.high()),
                        Phrases.factor(interval.low(), interval.low(), interval.high()),
                        Phrases.factor(interval.high(), interval.low(), interval.high()));
    }
}

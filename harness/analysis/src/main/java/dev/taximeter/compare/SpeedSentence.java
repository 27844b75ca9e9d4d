package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;

/** Who is faster, by what factor of the median response time. */
final class SpeedSentence {
    private static final double LARGE_FACTOR = 20;

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
        return "%s %s %s at the median%s%s."
                .formatted(
                        ours,
                        faster
                                ? "is %s as fast as".formatted(times(1 / ratio.value(), factor))
                                : "takes %s as long as".formatted(times(ratio.value(), factor)),
                        theirs,
                        reservation(factor, comparison.latency()),
                        atTheMean(comparison, faster));
    }

    /** Published comparisons are of means; so that a reader can hold ours against them. Only while the factors are small. */
    private static String atTheMean(ArmComparison comparison, boolean faster) {
        Figure ratio = comparison.meanRatio();
        Interval interval = ratio == null ? null : ratio.interval();
        if (ratio == null || interval == null || ratio.value() < 1 / LARGE_FACTOR || ratio.value() > LARGE_FACTOR) {
            return "";
        }
        double factor = faster ? 1 / ratio.value() : ratio.value();
        double low = faster ? 1 / interval.high() : interval.low();
        double high = faster ? 1 / interval.low() : interval.high();
        return ", and %s times at the mean (%s to %s)"
                .formatted(
                        Phrases.factor(factor, low, high),
                        Phrases.factor(low, low, high),
                        Phrases.factor(high, low, high));
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

package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import org.jspecify.annotations.Nullable;

/**
 * When a ratio of candidate to baseline, where less is better, means something: improved or regressed when the whole
 * interval lies beyond the noise, within the noise when the whole interval lies inside it, undecided otherwise. One gate
 * alone would not do: with enough requests any two arms differ significantly by some trifle.
 */
final class VerdictRule {
    /** Differences of less than this, either way, are not worth a decision. A convention, as no A/A runs are kept yet. */
    static final double NOISE_RATIO = 0.05;

    private VerdictRule() {}

    /** @param ratio null when the data gives none */
    static Verdict judge(@Nullable Figure ratio, String missing) {
        Interval interval = ratio == null ? null : ratio.interval();
        if (ratio == null || interval == null) {
            return new Verdict.NoEvidence(missing);
        }
        if (interval.high() < 1 - NOISE_RATIO) {
            return new Verdict.Improved(interval);
        }
        if (interval.low() > 1 + NOISE_RATIO) {
            return new Verdict.Regressed(interval);
        }
        if (interval.low() >= 1 - NOISE_RATIO && interval.high() <= 1 + NOISE_RATIO) {
            return new Verdict.WithinNoise(interval, NOISE_RATIO);
        }
        return new Verdict.NoEvidence("the interval of the ratio, %s to %s, reaches beyond the noise of %s at n=%s"
                .formatted(
                        Phrases.factor(interval.low(), interval.low(), interval.high()),
                        Phrases.factor(interval.high(), interval.low(), interval.high()),
                        Phrases.percent(NOISE_RATIO),
                        Phrases.count(ratio.n())));
    }
}

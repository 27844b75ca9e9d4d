package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.stats.MultipleTests;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When differences mean something that somebody should act on. A difference counts as one when its whole interval lies
 * beyond the tolerance, and when its p-value, adjusted by Holm for all the questions asked at once, is within the level.
 * It is within the noise when its whole interval lies inside the tolerance. Otherwise the data does not decide. One gate
 * alone would not do: with enough requests any two arms differ significantly by some trifle, and of twenty intervals one
 * misses its truth.
 *
 * @param level chance that equals are called different in any of the questions, in (0..1)
 * @param toleranceRatio change of a time that is not worth a word, e.g. 0.05
 * @param toleranceShare change of a share, such as errors or accuracy, that is not worth a word, e.g. 0.005
 */
public record Gate(double level, double toleranceRatio, double toleranceShare) {
    /** For a person who compares two arms or runs. */
    public static final Gate STANDARD = new Gate(0.05, VerdictRule.NOISE_RATIO, 0.005);

    /** For a job that wakes somebody up: at most one false alarm in a hundred nights. */
    public static final Gate NIGHTLY = new Gate(0.01, VerdictRule.NOISE_RATIO, 0.005);

    /**
     * The verdicts on all questions, in their order.
     *
     * @param evidence of each question
     */
    List<Verdict> judge(List<Evidence> evidence) {
        double[] adjusted = adjusted(evidence);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            verdicts.add(judge(evidence.get(i), adjusted[i]));
        }
        return verdicts;
    }

    /** The adjusted p-values, in the order of the questions; 1 where there is none. */
    static double[] adjusted(List<Evidence> evidence) {
        return MultipleTests.holm(evidence.stream()
                .mapToDouble(e -> e.pValue() == null ? 1 : e.pValue())
                .toArray());
    }

    private Verdict judge(Evidence evidence, double adjusted) {
        Interval change = evidence.change();
        if (change == null) {
            return new Verdict.NoEvidence(evidence.missing());
        }
        boolean less = change.high() < low(evidence);
        boolean more = change.low() > high(evidence);
        if ((less || more) && adjusted <= level) {
            return less == evidence.lessIsBetter() ? new Verdict.Improved(change) : new Verdict.Regressed(change);
        }
        if (change.low() >= low(evidence) && change.high() <= high(evidence)) {
            return new Verdict.WithinNoise(change, evidence.ratio() ? toleranceRatio : toleranceShare);
        }
        return new Verdict.NoEvidence(
                less || more
                        ? "it may be chance: p = %s after adjustment for all questions"
                                .formatted(Phrases.significant(adjusted))
                        : "the interval reaches across the tolerance");
    }

    /** The lower end of what is not worth a word. */
    double low(Evidence evidence) {
        return evidence.ratio() ? 1 / (1 + toleranceRatio) : -toleranceShare;
    }

    /** The upper end of the same. */
    double high(Evidence evidence) {
        return evidence.ratio() ? 1 + toleranceRatio : toleranceShare;
    }

    /**
     * What is known on one question.
     *
     * @param ratio whether the change is candidate / baseline; else it is candidate − baseline
     * @param lessIsBetter e.g. of times and errors
     * @param change with its interval; null when there is none
     * @param pValue of "no difference", not adjusted; null when there is none
     * @param missing what would have to be there for a change
     */
    record Evidence(
            boolean ratio,
            boolean lessIsBetter,
            @Nullable Interval change,
            @Nullable Double pValue,
            String missing) {}
}

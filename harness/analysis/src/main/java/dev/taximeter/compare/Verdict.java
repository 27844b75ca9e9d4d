package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import java.util.List;

/** Why a comparison ended as it did; every case carries what a report needs to explain it. */
public sealed interface Verdict {
    /**
     * Better than the baseline beyond the noise.
     *
     * @param ratio of candidate to baseline
     */
    record Improved(Interval ratio) implements Verdict {}

    /**
     * Worse than the baseline beyond the noise.
     *
     * @param ratio of candidate to baseline
     */
    record Regressed(Interval ratio) implements Verdict {}

    /**
     * Any difference is smaller than the noise.
     *
     * @param ratio of candidate to baseline
     * @param noiseRatio e.g. 0.05
     */
    record WithinNoise(Interval ratio, double noiseRatio) implements Verdict {}

    /**
     * The data does not decide.
     *
     * @param reason what is missing
     */
    record NoEvidence(String reason) implements Verdict {}

    /**
     * The two cannot be compared.
     *
     * @param reasons at least one
     */
    record NotComparable(List<String> reasons) implements Verdict {
        public NotComparable {
            reasons = List.copyOf(reasons);
        }
    }
}

package dev.taximeter.summary;

import dev.taximeter.model.MachineUse;
import dev.taximeter.model.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a machine measured a server whose times are known, at one rate after another. What it says of the meter holds for
 * this machine, at this hour, with streams like these.
 *
 * @param rungs in ascending order of their rates, at least one
 */
public record Calibration(List<Rung> rungs) {
    public Calibration {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw new IllegalArgumentException("a calibration has at least one rung");
        }
    }

    /**
     * One rate.
     *
     * @param perSecond requests that were asked for in a second, above 0
     * @param run what became of them
     */
    public record Rung(double perSecond, RunSummary run) {
        /**
         * Why the figures may not be trusted; empty when they may. Beside what makes any run invalid, the error of the
         * time to first token is judged, at its 99th percentile: it may be {@link Thresholds#TRUTH_ERROR_INVALID_RATIO}
         * of the median, or {@link Thresholds#OWN_DELAY_FLOOR_NANOS}.
         */
        public List<String> doubts() {
            List<String> doubts = new ArrayList<>();
            if (run.validity() instanceof Validity.Invalid(List<String> reasons)) {
                doubts.addAll(reasons);
            }
            Distribution ttft = run.arms().getFirst().distribution(Metric.TTFT);
            Figure median = ttft == null ? null : ttft.percentiles().get(Percentile.P50);
            double error = truth().map(TruthAgreement::ttftP99Nanos).orElse(Double.NaN);
            if (median == null || Double.isNaN(error)) {
                doubts.add("no first token was measured that the server has a stamp of");
            } else if (error > Thresholds.OWN_DELAY_FLOOR_NANOS
                    && error > Thresholds.TRUTH_ERROR_INVALID_RATIO * median.value()) {
                doubts.add(
                        "one first token in a hundred was off by %s or more, %s of the median; at most %s may be ours"
                                .formatted(
                                        Phrases.duration(error),
                                        Phrases.percent(error / median.value()),
                                        Phrases.percent(Thresholds.TRUTH_ERROR_INVALID_RATIO)));
            }
            return doubts;
        }

        /** Whether the figures may be trusted. */
        public boolean truthful() {
            return doubts().isEmpty();
        }

        /** Whether others used the machine by more than {@link Thresholds#FOREIGN_CPU_WARN_RATIO} meanwhile. */
        public boolean disturbed() {
            MachineUse use = run.instrument().machine();
            return use != null && use.foreignCpuRatio() > Thresholds.FOREIGN_CPU_WARN_RATIO;
        }

        /** Agreement with the server's own stamps; empty when no request was answered. */
        public Optional<TruthAgreement> truth() {
            return run.instrument().truth().stream().findFirst();
        }
    }

    /** The highest rate up to which every rate was measured truthfully; empty when the lowest was not. */
    public Optional<Rung> ceiling() {
        return rungs.stream().takeWhile(Rung::truthful).reduce((_, later) -> later);
    }

    /** The first rate that was not; empty when all were. */
    public Optional<Rung> beyond() {
        return rungs.stream().filter(rung -> !rung.truthful()).findFirst();
    }
}

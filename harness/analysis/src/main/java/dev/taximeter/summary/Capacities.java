package dev.taximeter.summary;

import dev.taximeter.cost.BusyTime;
import dev.taximeter.cost.Capacity;
import dev.taximeter.cost.Capacity.Basis;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.Objective;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sweep;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the machines of a run take while they keep the objectives on times, and those on errors with them. An objective counts
 * as kept where no more requests are beyond its limit than it allows; failed requests are beyond every limit. One on a time
 * that an arm does not have, such as a queue's, asks nothing of that arm.
 */
final class Capacities {
    private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000L);

    private final RunManifest manifest;
    private final Map<String, ArmSamples> byArm;

    Capacities(RunManifest manifest, Map<String, ArmSamples> byArm) {
        this.manifest = manifest;
        this.byArm = byArm;
    }

    /** Of the machine that this arm asks with every request; a hybrid's is that of its first part. */
    Capacity of(ArmFacts arm) {
        Mixture mixture = arm.mixture();
        ArmSamples samples = byArm.get(mixture == null ? arm.name() : mixture.first());
        return samples == null || samples.measured().isEmpty()
                ? new Capacity.Unknown("no request was measured")
                : of(samples);
    }

    /**
     * At a level. Where the load is what is varied, every level is served by the same machine at the same capacity. Else
     * requests of different levels take different time of the same machine, and share its cost by that.
     */
    Capacity at(ArmFacts arm, int level) {
        Capacity whole = of(arm);
        if (loads() != null || !(whole instanceof Capacity.Measured measured)) {
            return whole;
        }
        ArmSamples all = Objects.requireNonNull(byArm.get(arm.name()));
        ArmSamples at = all.at(level);
        double share = meanNanos(arm, all) / meanNanos(arm, at);
        return at.measured().isEmpty() || !Double.isFinite(share)
                ? new Capacity.Unknown("no request was measured")
                : new Capacity.Measured(
                        measured.perSecond().multiply(new BigDecimal(share), MathContext.DECIMAL64),
                        at.measured().size(),
                        measured.basis(),
                        measured.level());
    }

    private static double meanNanos(ArmFacts arm, ArmSamples samples) {
        return samples.measured().stream()
                .mapToLong(sample -> BusyTime.ofOne(arm, sample))
                .average()
                .orElse(0);
    }

    private Capacity of(ArmSamples samples) {
        List<Objective.Time> times = manifest.objectives().stream()
                .filter(Objective.Time.class::isInstance)
                .map(Objective.Time.class::cast)
                .filter(time -> samples.good().nanos(time.metric()).length > 0)
                .toList();
        if (samples.good().measured().isEmpty()) {
            return new Capacity.Unknown("no request was answered, so that nothing says what its machine takes");
        }
        if (times.isEmpty()) {
            BigDecimal busy = BusyTime.nanos(samples.measured());
            return measured(samples, busy, Basis.BUSY_TIME, null);
        }
        Sweep loads = loads();
        return loads == null ? ofLoad(samples, times) : ofLevels(samples, times, loads);
    }

    private Capacity ofLoad(ArmSamples samples, List<Objective.Time> times) {
        String missed = missed(samples, times);
        return missed.isEmpty()
                ? measured(samples, stretch(samples), Basis.LOAD, null)
                : new Capacity.Unknown(
                        "at the load of this run it misses %s; what its machine takes counts only where it keeps the objectives"
                                .formatted(missed));
    }

    private Capacity ofLevels(ArmSamples samples, List<Objective.Time> times, Sweep loads) {
        Optional<Capacity.Measured> best = IntStream.range(0, manifest.levels())
                .mapToObj(level -> {
                    ArmSamples at = samples.at(level);
                    String words = loads.shown(level) + " " + loads.quantity().label();
                    return at.good().measured().isEmpty() || !missed(at, times).isEmpty()
                            ? Optional.<Capacity.Measured>empty()
                            : measured(at, stretch(at), Basis.LEVEL, words) instanceof Capacity.Measured kept
                                    ? Optional.of(kept)
                                    : Optional.<Capacity.Measured>empty();
                })
                .flatMap(Optional::stream)
                .reduce((a, b) -> b.perSecond().compareTo(a.perSecond()) > 0 ? b : a);
        if (best.isPresent()) {
            return best.get();
        }
        return new Capacity.Unknown("it keeps %s at no level of the sweep, so that nothing says what its machine takes"
                .formatted(times.stream().map(Objective.Time::text).collect(Collectors.joining(", "))));
    }

    private static Capacity measured(ArmSamples samples, BigDecimal nanos, Basis basis, @Nullable String level) {
        long n = samples.measured().size();
        return nanos.signum() == 0
                ? new Capacity.Unknown("no time passed")
                : new Capacity.Measured(
                        BigDecimal.valueOf(n).multiply(NANOS_A_SECOND).divide(nanos, MathContext.DECIMAL128),
                        n,
                        basis,
                        level);
    }

    private static BigDecimal stretch(ArmSamples samples) {
        return BigDecimal.valueOf(samples.stretchNanos());
    }

    /** What the requests do not keep, as the user wrote it; empty when they keep everything. */
    private String missed(ArmSamples samples, List<Objective.Time> times) {
        return manifest.objectives().stream()
                .filter(objective -> switch (objective) {
                    case Objective.Time time ->
                        times.contains(time)
                                && beyond(samples.nanosOrNever(time.metric()), time.firstBadNanos())
                                        > time.allowedRatio();
                    case Objective.Errors errors ->
                        1.0
                                        - (double) samples.good().measured().size()
                                                / samples.measured().size()
                                >= errors.limitRatio();
                    case Objective.CostPerRequest _, Objective.Accuracy _ -> false;
                })
                .map(Objective::text)
                .collect(Collectors.joining(", "));
    }

    private static double beyond(double[] nanos, long firstBadNanos) {
        return nanos.length == 0
                ? 1
                : (double) Arrays.stream(nanos).filter(t -> t >= firstBadNanos).count() / nanos.length;
    }

    /** What was varied, when that is the load; null when every level was asked for at the same one. */
    private @Nullable Sweep loads() {
        Sweep sweep = manifest.sweep();
        return sweep == null
                ? null
                : switch (sweep.quantity()) {
                    case RATE, USERS -> sweep;
                    case INPUT_TOKENS, OUTPUT_TOKENS, SHOTS, TURN -> null;
                };
    }
}

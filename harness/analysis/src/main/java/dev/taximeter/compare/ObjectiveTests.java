package dev.taximeter.compare;

import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.cost.Cost;
import dev.taximeter.model.Load;
import dev.taximeter.model.Objective;
import dev.taximeter.stats.Blocks;
import dev.taximeter.stats.EffectiveSize;
import dev.taximeter.stats.Exceedances;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.Means;
import dev.taximeter.stats.Proportions;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSamples;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.BlockId;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.Validity;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Tests whether an arm keeps an objective. "p99 below a limit" says that at most one request in a hundred is at or beyond
 * it; such shares are counted and given exact one-sided limits (Clopper and Pearson, with the effective n). A request that
 * failed is beyond every limit of its time. Accuracy is a share of prompts (Wilson); cost a mean over requests, between
 * blocks.
 */
final class ObjectiveTests {
    /** Of each end of an interval, that it is wrong; shared by all looks (Bonferroni). */
    private static final double RISK = 0.05;

    private final RunSummary run;
    private final ArmSummary arm;
    private final ArmSamples samples;
    private final double confidence;

    ObjectiveTests(RunSummary run, ArmSummary arm, ArmSamples samples) {
        this.run = run;
        this.arm = arm;
        this.samples = samples;
        this.confidence = 2 * limit(run.manifest().load()) - 1;
    }

    /** How sure each one-sided limit is, at each look. */
    static double limit(Load load) {
        return 1 - RISK / load.looks().size();
    }

    ObjectiveResult test(Objective objective) {
        if (run.validity() instanceof Validity.Invalid) {
            return undecided(objective, "the run is invalid");
        }
        return switch (objective) {
            case Objective.Time time -> time(time);
            case Objective.Errors errors -> errors(errors);
            case Objective.CostPerRequest cost -> cost(cost);
            case Objective.Accuracy accuracy -> accuracy(accuracy);
        };
    }

    private ObjectiveResult time(Objective.Time objective) {
        double[] values = samples.nanosOrNever(objective.metric());
        if (samples.good().nanos(objective.metric()).length == 0) {
            return undecided(objective, "no good answer has a value");
        }
        double allowed = objective.allowedRatio();
        ObjectiveResult plain =
                atMost(objective, values, (double) objective.firstBadNanos(), allowed, "were at or beyond it");
        long boundNanos = samples.measured().stream()
                .flatMapToLong(sample -> objective.metric().boundNanos(sample).stream())
                .max()
                .orElse(0);
        return boundNanos == 0 ? plain : within(plain, objective, values, boundNanos, allowed);
    }

    /** A verdict on a time between two clocks stands only if it is the same at both ends of what the clocks allow. */
    private ObjectiveResult within(
            ObjectiveResult plain, Objective.Time objective, double[] values, long boundNanos, double allowed) {
        double limit = (double) objective.firstBadNanos();
        String bound = "; each direction is known to ± %s".formatted(Phrases.duration((double) boundNanos));
        boolean same = DoubleStream.of(-(double) boundNanos, (double) boundNanos)
                .allMatch(shift -> outcome(
                                Exceedances.of(new EffectiveSize(values), limit + shift)
                                        .share(confidence),
                                allowed)
                        == plain.outcome());
        return new ObjectiveResult(
                objective,
                plain.arm(),
                same ? plain.outcome() : Outcome.INCONCLUSIVE,
                plain.observed(),
                plain.reason() + bound + (same ? "" : ", which is more than the margin"));
    }

    private static Outcome outcome(Interval interval, double allowed) {
        return interval.high() <= allowed
                ? Outcome.PASS
                : interval.low() > allowed ? Outcome.FAIL : Outcome.INCONCLUSIVE;
    }

    private ObjectiveResult errors(Objective.Errors objective) {
        double[] failed = samples.measured().stream()
                .mapToDouble(sample -> sample.outcome().isOk() ? 0 : 1)
                .toArray();
        return failed.length == 0
                ? undecided(objective, "nothing was measured")
                : atMost(objective, failed, 1, objective.limitRatio(), "failed");
    }

    private ObjectiveResult atMost(Objective objective, double[] values, double limit, double allowed, String verb) {
        Exceedances beyond = Exceedances.of(new EffectiveSize(values), limit);
        Interval interval = beyond.share(confidence);
        Outcome outcome = outcome(interval, allowed);
        String reason = "%s of %s %s (%s; between %s and %s), %s may"
                .formatted(
                        Phrases.count(beyond.count()),
                        Phrases.count(beyond.n()),
                        verb,
                        Phrases.percent((double) beyond.count() / beyond.n()),
                        Phrases.percent(interval.low()),
                        Phrases.percent(interval.high()),
                        Phrases.percent(allowed));
        return new ObjectiveResult(
                objective,
                arm.arm().name(),
                outcome,
                new Figure((double) beyond.count() / beyond.n(), interval, beyond.n()),
                outcome == Outcome.INCONCLUSIVE ? reason + more(beyond, allowed) : reason);
    }

    /** How many requests would decide, if the share stays as it is; empty when that is out of reach. */
    private String more(Exceedances beyond, double allowed) {
        for (long times = 2; times <= 64; times *= 2) {
            Interval then = new Exceedances(beyond.count() * times, beyond.n() * times, beyond.effective() * times)
                    .share(confidence);
            if (then.high() <= allowed || then.low() > allowed) {
                return "; some %s would decide, if that share holds".formatted(Phrases.count(beyond.n() * times));
            }
        }
        return "";
    }

    private ObjectiveResult accuracy(Objective.Accuracy objective) {
        Accuracy accuracy = arm.accuracy();
        Figure right =
                accuracy == null ? null : accuracy.inScope() != null ? accuracy.inScope() : accuracy.outOfScopeRecall();
        if (right == null) {
            return undecided(objective, "nothing was judged");
        }
        Interval interval = Proportions.wilson(right.value(), right.n(), confidence);
        Outcome outcome = interval.low() >= objective.leastRatio()
                ? Outcome.PASS
                : interval.high() < objective.leastRatio() ? Outcome.FAIL : Outcome.INCONCLUSIVE;
        String reason = "%s of %s prompts right (between %s and %s)"
                .formatted(
                        Phrases.percent(right.value()),
                        Phrases.count(right.n()),
                        Phrases.percent(interval.low()),
                        Phrases.percent(interval.high()));
        return new ObjectiveResult(
                objective, arm.arm().name(), outcome, new Figure(right.value(), interval, right.n()), reason);
    }

    private ObjectiveResult cost(Objective.CostPerRequest objective) {
        if (!(arm.cost() instanceof Cost.Known known)) {
            return undecided(objective, ((Cost.Unknown) arm.cost()).reason());
        }
        if (!known.quote().currency().equals(objective.currency())) {
            return undecided(objective, "the arm is not priced in " + objective.currency());
        }
        Blocks blocks = Blocks.of(byBlock(ArmCost.each(arm.arm(), known, samples.measured())))
                .orBatches();
        if (blocks.filled() < Blocks.FEWEST) {
            return undecided(objective, "fewer than %d requests".formatted(Blocks.FEWEST));
        }
        double mean = Means.mean(blocks.inOrder());
        Interval interval = Means.interval(blocks, confidence);
        double limit = objective.limit().doubleValue();
        Outcome outcome =
                interval.high() < limit ? Outcome.PASS : interval.low() > limit ? Outcome.FAIL : Outcome.INCONCLUSIVE;
        String reason = "%s %s on average (between %s and %s)"
                .formatted(
                        Phrases.significant(mean),
                        known.quote().currency(),
                        Phrases.significant(interval.low()),
                        Phrases.significant(interval.high()));
        return new ObjectiveResult(
                objective, arm.arm().name(), outcome, new Figure(mean, interval, blocks.size()), reason);
    }

    /** @param each one value a measured request, in their order */
    private double[][] byBlock(double[] each) {
        NavigableMap<BlockId, DoubleStream.Builder> blocks = new TreeMap<>();
        for (int i = 0; i < each.length; i++) {
            blocks.computeIfAbsent(BlockId.of(samples.measured().get(i)), _ -> DoubleStream.builder())
                    .add(each[i]);
        }
        return blocks.values().stream().map(block -> block.build().toArray()).toArray(double[][]::new);
    }

    private ObjectiveResult undecided(Objective objective, String reason) {
        return new ObjectiveResult(objective, arm.arm().name(), Outcome.INCONCLUSIVE, null, reason);
    }
}

package dev.taximeter.compare;

import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.BlockedBootstrap;
import dev.taximeter.stats.EffectiveSize;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.OrderStatistics;
import dev.taximeter.stats.Proportions;
import dev.taximeter.stats.Quantiles;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.Thresholds;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks two comparable sides one question after the other. */
final class Inquiry {
    private final Side baseline;
    private final Side candidate;
    private final ArmPair pair;

    Inquiry(Side baseline, Side candidate) {
        this.baseline = baseline;
        this.candidate = candidate;
        long seed = candidate.run().manifest().seed();
        this.pair =
                new ArmPair(candidate.samples(), baseline.samples(), new BlockedBootstrap(Thresholds.RESAMPLES, seed));
    }

    /**
     * What two sides say to one question.
     *
     * @param change with its interval; null when there is none
     * @param evidence what a gate judges by
     */
    record Finding(
            Question question,
            Difference.Unit unit,
            @Nullable Figure baseline,
            @Nullable Figure candidate,
            @Nullable Figure change,
            Gate.Evidence evidence) {}

    /** Null when a side has nothing to say, e.g. on tokens when it does not stream. */
    @Nullable
    Finding ask(Question question) {
        return switch (question) {
            case Question.OfTime time -> time(time);
            case Question.OfSpread spread -> spread(spread);
            case Question.OfErrors errors -> errors(errors);
            case Question.OfAccuracy accuracy -> accuracy(accuracy);
        };
    }

    private @Nullable Finding time(Question.OfTime question) {
        double[] ours = candidate.samples().good().nanos(question.metric());
        double[] theirs = baseline.samples().good().nanos(question.metric());
        if (ours.length == 0 || theirs.length == 0) {
            return null;
        }
        double p = question.percentile().probability();
        int fewest = Math.max(ArmPair.FEWEST_VALUES, OrderStatistics.minimumTwoSided(p, Thresholds.CONFIDENCE));
        return ofRatio(
                question,
                question.metric(),
                question.statistic(),
                quantile(theirs, p, fewest),
                quantile(ours, p, fewest),
                "%s needs %s good answers of both sides"
                        .formatted(question.percentile().id(), Phrases.count(fewest)));
    }

    /** Without interval: what is judged is the ratio's, which blocks give. */
    private static @Nullable Figure quantile(double[] values, double p, int fewest) {
        Arrays.sort(values);
        return values.length < fewest ? null : new Figure(Quantiles.nearestRank(values, p), null, values.length);
    }

    private @Nullable Finding spread(Question.OfSpread question) {
        Distribution ours = candidate.arm().distribution(question.metric());
        Distribution theirs = baseline.arm().distribution(question.metric());
        return ours == null || theirs == null
                ? null
                : ofRatio(
                        question,
                        question.metric(),
                        new BlockStatistic.StandardDeviation(),
                        theirs.standardDeviation(),
                        ours.standardDeviation(),
                        "a spread needs %d good answers of both sides".formatted(ArmPair.FEWEST_VALUES));
    }

    private Finding ofRatio(
            Question question,
            Metric metric,
            BlockStatistic statistic,
            @Nullable Figure theirs,
            @Nullable Figure ours,
            String missing) {
        Figure change = ours == null || theirs == null ? null : pair.ratio(metric, statistic);
        Double pValue = change == null ? null : pair.pValue(metric, statistic, baseline.sameRun(candidate));
        return new Finding(
                question,
                Difference.Unit.NANOS,
                theirs,
                ours,
                change,
                new Gate.Evidence(true, true, change == null ? null : change.interval(), pValue, missing));
    }

    private @Nullable Finding errors(Question.OfErrors question) {
        Failures ours = Failures.of(candidate);
        Failures theirs = Failures.of(baseline);
        if (ours == null || theirs == null || ours.count() + theirs.count() == 0) {
            return null;
        }
        Interval interval =
                Proportions.difference(ours.hits(), ours.n(), theirs.hits(), theirs.n(), Thresholds.CONFIDENCE);
        double pValue = Proportions.fisher(ours.hits(), ours.n(), theirs.hits(), theirs.n());
        Figure change = new Figure(
                ours.figure().value() - theirs.figure().value(),
                interval,
                Math.min(ours.figure().n(), theirs.figure().n()));
        return new Finding(
                question,
                Difference.Unit.SHARE,
                theirs.figure(),
                ours.figure(),
                change,
                new Gate.Evidence(false, true, interval, pValue, ""));
    }

    private @Nullable Finding accuracy(Question.OfAccuracy question) {
        Figure ours = right(candidate.arm().accuracy());
        Figure theirs = right(baseline.arm().accuracy());
        if (ours == null || theirs == null) {
            return null;
        }
        Figure change = pair.accuracyDifference();
        return new Finding(
                question,
                Difference.Unit.SHARE,
                theirs,
                ours,
                change,
                new Gate.Evidence(
                        false,
                        false,
                        change == null ? null : change.interval(),
                        change == null ? null : pair.accuracyP(),
                        "no prompt was judged on both sides"));
    }

    private static @Nullable Figure right(@Nullable Accuracy accuracy) {
        return accuracy == null ? null : accuracy.inScope() != null ? accuracy.inScope() : accuracy.outOfScopeRecall();
    }

    /**
     * Failed requests, as far as they are worth counting: those of one outage are worth less than as many here and there.
     *
     * @param count all failures
     * @param hits effective failures
     * @param n effective requests
     * @param figure the share, over all requests
     */
    private record Failures(long count, long hits, long n, Figure figure) {
        static @Nullable Failures of(Side side) {
            double[] failed = side.samples().measured().stream()
                    .mapToDouble(sample -> sample.outcome().isOk() ? 0 : 1)
                    .toArray();
            if (failed.length == 0) {
                return null;
            }
            long count = side.arm().counts().errors();
            double worth = new EffectiveSize(failed).atLimit(1) / failed.length;
            long n = Math.max(1, Math.round(worth * failed.length));
            long hits = Math.min(n, Math.round(worth * count));
            double share = (double) count / failed.length;
            Interval interval = Proportions.clopperPearson(worth * count, worth * failed.length, Thresholds.CONFIDENCE);
            return new Failures(count, hits, n, new Figure(share, interval, failed.length));
        }
    }
}

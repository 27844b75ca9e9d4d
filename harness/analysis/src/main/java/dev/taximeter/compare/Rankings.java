package dev.taximeter.compare;

import dev.taximeter.cost.Cost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Metric;
import dev.taximeter.stats.BlockStatistic;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Distribution;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who is first among all arms. The first is named as such only when it can be told from the second. */
final class Rankings {
    private final List<ArmSummary> arms;
    private final BiFunction<ArmFacts, ArmFacts, ArmPair> pairs;

    Rankings(List<ArmSummary> arms, BiFunction<ArmFacts, ArmFacts, ArmPair> pairs) {
        this.arms = arms;
        this.pairs = pairs;
    }

    /** Empty when fewer than three arms have a median: of two, their comparison says it. */
    Optional<String> fastest() {
        List<ArmSummary> known = arms.stream()
                .filter(arm -> arm.percentile(Metric.RESPONSE, Percentile.P50) != null)
                .sorted(Comparator.comparingDouble(Rankings::medianNanos))
                .toList();
        if (known.size() < 3) {
            return Optional.empty();
        }
        boolean told = isLess(known.get(0).arm(), known.get(1).arm(), new BlockStatistic.Quantile(0.5));
        ArmSummary first = known.getFirst();
        String others = known.stream().skip(1).map(Rankings::speed).collect(Collectors.joining("; "));
        return Optional.of(
                told
                        ? "Fastest is %s with a median of %s; then %s."
                                .formatted(Phrases.name(first.arm()), Phrases.duration(medianNanos(first)), others)
                        : "Which arm is fastest cannot be shown; medians: %s; %s.".formatted(speed(first), others));
    }

    private static String speed(ArmSummary arm) {
        return Phrases.name(arm.arm()) + " " + Phrases.duration(medianNanos(arm));
    }

    private static double medianNanos(ArmSummary arm) {
        Figure median = arm.percentile(Metric.RESPONSE, Percentile.P50);
        return median == null ? Double.NaN : median.value();
    }

    /** Whether the interval of the ratio lies below 1. */
    private boolean isLess(ArmFacts one, ArmFacts other, BlockStatistic statistic) {
        Figure ratio = pairs.apply(one, other).ratio(Metric.RESPONSE, statistic);
        return ratio != null && ratio.interval() != null && ratio.interval().high() < 1;
    }

    /** Empty when fewer than two arms have a standard deviation. */
    Optional<String> steadiest() {
        List<Spread> spreads = arms.stream()
                .map(Spread::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble(Spread::nanos))
                .toList();
        if (spreads.size() < 2) {
            return Optional.empty();
        }
        boolean told = isLess(spreads.get(0).arm(), spreads.get(1).arm(), new BlockStatistic.StandardDeviation());
        String others = spreads.stream().skip(1).map(Spread::inWords).collect(Collectors.joining("; "));
        Spread first = spreads.getFirst();
        return Optional.of(
                told
                        ? "Steadiest is %s with a standard deviation of %s; then %s."
                                .formatted(Phrases.name(first.arm()), first.figures(), others)
                        : "Which arm is steadiest cannot be shown; standard deviations: %s; %s."
                                .formatted(first.inWords(), others));
    }

    /** Empty when no arm has a cost. */
    Optional<String> cheapest() {
        List<Price> prices = arms.stream()
                .map(Price::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(price -> price.cost().perRequest()))
                .toList();
        if (prices.isEmpty()) {
            return Optional.empty();
        }
        Price first = prices.getFirst();
        boolean comparable = prices.stream().allMatch(price -> price.currency().equals(first.currency()));
        List<String> parts = new ArrayList<>();
        parts.add((prices.size() > 1 && comparable ? "Cheapest is %s at %s" : "%s costs %s")
                .formatted(first.name(), first.perThousand()));
        prices.stream()
                .skip(1)
                .map(price -> comparable ? price.against(first) : price.name() + " costs " + price.perThousand())
                .forEach(parts::add);
        arms.stream()
                .filter(arm -> arm.cost() instanceof Cost.Unknown)
                .map(arm -> "the cost of " + Phrases.name(arm.arm()) + " is not known")
                .forEach(parts::add);
        return Optional.of(String.join("; ", parts) + ".");
    }

    /** Empty when nothing was judged. */
    Optional<String> mostAccurate() {
        List<Score> scores = arms.stream()
                .map(Score::of)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble(Score::share).reversed())
                .toList();
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        if (scores.size() == 1) {
            return Optional.of("%s is %s."
                    .formatted(scores.getFirst().name(), scores.getFirst().inWords()));
        }
        Score first = scores.get(0);
        Score second = scores.get(1);
        Figure difference = pairs.apply(first.arm(), second.arm()).accuracyDifference();
        String rest = scores.stream()
                .skip(2)
                .map(score -> "; " + score.name() + " " + Phrases.percent(score.share()))
                .collect(Collectors.joining());
        return Optional.of(between(first, second, difference) + rest + ".");
    }

    private static String between(Score first, Score second, @Nullable Figure difference) {
        Interval interval = difference == null ? null : difference.interval();
        if (difference == null || interval == null) {
            return "%s is %s; %s was asked other prompts".formatted(first.name(), first.inWords(), second.name());
        }
        String range = "difference %s points, 95 %% interval %s to %s"
                .formatted(
                        Phrases.points(difference.value()),
                        Phrases.points(interval.low()),
                        Phrases.points(interval.high()));
        if (interval.contains(0)) {
            return "No difference in accuracy can be shown between %s (%s) and %s (%s) at n=%s prompts (%s)"
                    .formatted(
                            first.name(),
                            Phrases.percent(first.share()),
                            second.name(),
                            Phrases.percent(second.share()),
                            Phrases.count(difference.n()),
                            range);
        }
        return "Most accurate is %s, %s; %s follows with %s (%s)"
                .formatted(first.name(), first.inWords(), second.name(), Phrases.percent(second.share()), range);
    }

    /** An arm's steadiness: standard deviation, and the 99th percentile over the median where both are known. */
    private record Spread(
            ArmFacts arm, double nanos, @Nullable Double tail) {
        static Optional<Spread> of(ArmSummary summary) {
            Distribution response = summary.distribution(Metric.RESPONSE);
            Figure deviation = response == null ? null : response.standardDeviation();
            if (deviation == null) {
                return Optional.empty();
            }
            Figure median = summary.percentile(Metric.RESPONSE, Percentile.P50);
            Figure p99 = summary.percentile(Metric.RESPONSE, Percentile.P99);
            Double tail = median == null || p99 == null || median.value() == 0 ? null : p99.value() / median.value();
            return Optional.of(new Spread(summary.arm(), deviation.value(), tail));
        }

        String inWords() {
            return Phrases.name(arm) + " " + figures();
        }

        String figures() {
            String deviation = Phrases.duration(nanos);
            return tail == null
                    ? deviation
                    : "%s (p99 is %s times the median)".formatted(deviation, Phrases.significant(tail));
        }
    }

    /** An arm's known cost. */
    private record Price(String name, Cost.Known cost) {
        static Optional<Price> of(ArmSummary summary) {
            return summary.cost() instanceof Cost.Known known
                    ? Optional.of(new Price(Phrases.name(summary.arm()), known))
                    : Optional.empty();
        }

        String currency() {
            return cost.quote().currency();
        }

        String perThousand() {
            return Phrases.significant(cost.perThousand().doubleValue()) + " " + currency() + " per 1,000 requests";
        }

        String against(Price first) {
            if (cost.perRequest().compareTo(first.cost.perRequest()) == 0) {
                return name + " costs the same";
            }
            return first.cost.perRequest().signum() == 0
                    ? name + " costs " + perThousand()
                    : "%s costs %s times as much"
                            .formatted(
                                    name,
                                    Phrases.significant(cost.perRequest().doubleValue()
                                            / first.cost.perRequest().doubleValue()));
        }
    }

    /** How often an arm was right, over prompts whose right answer is an intent, else over the others. */
    private record Score(ArmFacts arm, double share, Figure figure) {
        static Optional<Score> of(ArmSummary summary) {
            Accuracy accuracy = summary.accuracy();
            Figure figure = accuracy == null
                    ? null
                    : accuracy.inScope() != null ? accuracy.inScope() : accuracy.outOfScopeRecall();
            return figure == null ? Optional.empty() : Optional.of(new Score(summary.arm(), figure.value(), figure));
        }

        String name() {
            return Phrases.name(arm);
        }

        String inWords() {
            Interval interval = figure.interval();
            String range = interval == null
                    ? ""
                    : " (95 %% interval %s to %s)"
                            .formatted(Phrases.percent(interval.low()), Phrases.percent(interval.high()));
            return "right on %s of %s prompts%s".formatted(Phrases.percent(share), Phrases.count(figure.n()), range);
        }
    }
}

package dev.taximeter.cli;

import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Comparisons;
import dev.taximeter.compare.Gate;
import dev.taximeter.compare.Side;
import dev.taximeter.history.Quantity;
import dev.taximeter.history.Trend;
import dev.taximeter.model.Metric;
import dev.taximeter.nightly.Finding;
import dev.taximeter.nightly.NightGate;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Accuracy;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Percentile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How often the nightly gate, the very one that is used, wakes somebody up for nothing. Not part of the build; run it with
 *
 * <pre>mvn -pl harness/cli -am test -Dtest=NightSimulation -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class NightSimulation {
    private static final int NIGHTS = Integer.getInteger("nights", 1_000);
    private static final int REQUESTS = 200;
    private static final int WINDOW = 120;
    private static final int BASELINE = 9;

    @Test
    void falseAlarms() {
        System.out.println(
                "| nights differ by | questions a night | nights with an alarm | of them by the baseline | by a change"
                        + " point | nights with anything to watch |");
        System.out.println("| --: | --: | --: | --: | --: | --: |");
        for (double weather : new double[] {0.01, 0.03, 0.05}) {
            System.out.println(falseAlarms(weather));
        }
    }

    private static String falseAlarms(double weather) {
        SyntheticNights nights = new SyntheticNights(Path.of("unused"), REQUESTS, weather);
        NightGate gate = new NightGate(Set.of(SyntheticNights.CONTROL), 2);
        List<Analysis> window = new ArrayList<>();
        List<Set<String>> earlier = new ArrayList<>();
        Analysis baseline = null;
        int questions = 0;
        int alarms = 0;
        int byBaseline = 0;
        int byChange = 0;
        int watches = 0;
        for (int number = 0; number < NIGHTS; number++) {
            Analysis night = nights.quick(number);
            window.add(night);
            if (window.size() > WINDOW) {
                window.removeFirst();
            }
            List<Comparison> comparisons = against(baseline, night);
            List<Trend> trends = trends(window);
            questions = trends.size()
                    + comparisons.stream().mapToInt(c -> c.differences().size()).sum();
            List<Finding> findings = gate.judge(
                    List.of(new NightRun(SyntheticNights.SCENARIO, "", night.summary(), List.of(), comparisons, "")),
                    trends,
                    new NightGate.Earlier(earlier));
            earlier.addFirst(findings.stream().map(Finding::key).collect(Collectors.toSet()));
            if (number == BASELINE) {
                baseline = night;
            }
            Set<Finding.Kind> kinds = findings.stream()
                    .filter(f -> f.standing() == Finding.Standing.ALARM)
                    .map(Finding::kind)
                    .collect(Collectors.toSet());
            alarms += kinds.isEmpty() ? 0 : 1;
            byBaseline += kinds.contains(Finding.Kind.BASELINE) ? 1 : 0;
            byChange += kinds.contains(Finding.Kind.CHANGE) ? 1 : 0;
            watches += findings.stream().anyMatch(f -> f.standing() == Finding.Standing.WATCH) ? 1 : 0;
        }
        return String.format(
                Locale.ROOT,
                "| %.0f %% | %d | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
                100 * weather,
                questions,
                100.0 * alarms / NIGHTS,
                100.0 * byBaseline / NIGHTS,
                100.0 * byChange / NIGHTS,
                100.0 * watches / NIGHTS);
    }

    private static List<Comparison> against(@Nullable Analysis baseline, Analysis night) {
        return baseline == null
                ? List.of()
                : IntStream.range(0, 2)
                        .mapToObj(arm -> Comparisons.of(side(baseline, arm), side(night, arm), Gate.NIGHTLY, false))
                        .toList();
    }

    private static Side side(Analysis of, int arm) {
        return Side.of(of.summary(), of.summary().arms().get(arm), of.samples());
    }

    private static List<Trend> trends(List<Analysis> window) {
        Map<Trend.Series, List<Trend.Night>> nights = new LinkedHashMap<>();
        Trend.Setting same = new Trend.Setting("", "", "", "");
        for (Analysis analysis : window) {
            for (ArmSummary arm : analysis.summary().arms()) {
                for (Quantity quantity : Quantity.values()) {
                    Double value = value(arm, quantity);
                    if (value != null) {
                        nights.computeIfAbsent(
                                        new Trend.Series(
                                                "",
                                                SyntheticNights.SCENARIO,
                                                arm.arm().name(),
                                                quantity),
                                        _ -> new ArrayList<>())
                                .add(new Trend.Night(
                                        "", analysis.summary().manifest().startedAt(), value, null, same));
                    }
                }
            }
        }
        List<Trend> trends = new ArrayList<>();
        nights.forEach((series, of) -> trends.add(Trend.of(series, series.arm(), "", true, "", of)));
        return trends;
    }

    private static @Nullable Double value(ArmSummary arm, Quantity quantity) {
        Accuracy accuracy = arm.accuracy();
        Figure figure = switch (quantity) {
            case RESPONSE_P50 -> arm.percentile(Metric.RESPONSE, Percentile.P50);
            case RESPONSE_P95 -> arm.percentile(Metric.RESPONSE, Percentile.P95);
            case TTFT_P50 -> arm.percentile(Metric.TTFT, Percentile.P50);
            case TPOT_P50 -> arm.percentile(Metric.TPOT, Percentile.P50);
            case ACCURACY -> accuracy == null ? null : accuracy.inScope();
            case OK_RATIO, COST -> null;
        };
        return figure == null ? null : (Double) figure.value();
    }
}

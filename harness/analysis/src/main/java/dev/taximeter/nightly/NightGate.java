package dev.taximeter.nightly;

import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Difference;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.Verdict;
import dev.taximeter.history.Drift;
import dev.taximeter.history.Quantity;
import dev.taximeter.history.Trend;
import dev.taximeter.stats.Interval;
import dev.taximeter.stats.MultipleTests;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides what of a night is worth waking somebody up for. Three watchmen: objectives; the baseline, by the rules of
 * {@link dev.taximeter.compare.Gate#NIGHTLY} and beyond what nights differ by; and the history's change points, adjusted by
 * Benjamini and Hochberg over all figures that are followed. An objective or a comparison must say the same for some nights
 * in a row; a change point has at least two nights behind it anyway. docs/statistics.md has the false alarms.
 *
 * @param controls names of arms that ask nothing of a vendor; what they go through is the machine's
 * @param nights in a row that an alarm takes, at least 1
 */
public record NightGate(Set<String> controls, int nights) {
    /** A change is told when it is at most so many nights old. */
    private static final int FRESH_NIGHTS = 7;

    /** Share of false changes among those told. */
    private static final double CHANGE_LEVEL = 0.001;

    public NightGate {
        controls = Set.copyOf(controls);
    }

    /**
     * What was found in the nights before, the latest first: the keys of each night's findings.
     *
     * @param keys one set a night, without nights that were not finished
     */
    public record Earlier(List<Set<String>> keys) {
        public Earlier {
            keys = keys.stream().map(Set::copyOf).toList();
        }

        /** Whether each of the last so many nights found it; the first nights have no nights before them. */
        boolean allOf(int nights, String key) {
            return keys.size() >= nights && keys.subList(0, nights).stream().allMatch(night -> night.contains(key));
        }

        /** Whether any of the last so many nights found it. */
        boolean anyOf(int nights, String key) {
            return keys.stream().limit(nights).anyMatch(night -> night.contains(key));
        }
    }

    /**
     * The night's findings, alarms first.
     *
     * @param runs of the night
     * @param trends of the history, this night included
     */
    public List<Finding> judge(List<NightRun> runs, List<Trend> trends, Earlier earlier) {
        List<Finding> found = new ArrayList<>();
        for (NightRun run : runs) {
            found.addAll(objectives(run));
            found.addAll(baseline(run, trends));
        }
        found.replaceAll(finding -> finding.standing(
                earlier.allOf(nights - 1, finding.key()) ? Finding.Standing.ALARM : Finding.Standing.WATCH));
        Set<String> scenarios = runs.stream().map(NightRun::scenario).collect(Collectors.toSet());
        found.addAll(changes(
                trends.stream()
                        .filter(trend -> trend.series().place().isEmpty())
                        .filter(trend -> scenarios.contains(trend.series().scenario()))
                        .toList(),
                earlier));
        found.sort(Comparator.comparing((Finding finding) -> switch (finding.standing()) {
            case ALARM -> 0;
            case WATCH -> 1;
            case KNOWN -> 2;
        }));
        return found;
    }

    private List<Finding> objectives(NightRun run) {
        return run.objectives().stream()
                .filter(result -> result.outcome() == ObjectiveResult.Outcome.FAIL)
                .map(result -> new Finding(
                        Finding.Kind.OBJECTIVE,
                        Finding.Standing.WATCH,
                        controls.contains(result.arm()) ? Drift.Cause.MACHINE : Drift.Cause.UNKNOWN,
                        run.scenario(),
                        result.arm(),
                        result.objective().text(),
                        "%s misses %s: %s"
                                .formatted(result.arm(), result.objective().text(), result.reason())))
                .toList();
    }

    private List<Finding> baseline(NightRun run, List<Trend> trends) {
        Map<String, List<Difference>> worse = new HashMap<>();
        Set<String> arms = new HashSet<>();
        for (Comparison comparison : run.comparisons()) {
            String arm = comparison.candidate().arm().arm().name();
            arms.add(arm);
            worse.put(
                    arm,
                    comparison.differences().stream()
                            .filter(difference -> worse(difference, trends, run.scenario(), arm))
                            .toList());
        }
        List<Finding> findings = new ArrayList<>();
        worse.forEach((arm, differences) -> differences.forEach(difference -> findings.add(new Finding(
                Finding.Kind.BASELINE,
                Finding.Standing.WATCH,
                cause(arm, difference, arms, worse),
                run.scenario(),
                arm,
                difference.id(),
                "%s of %s is worse than its baseline: %s".formatted(difference.label(), arm, change(difference))))));
        findings.sort(Comparator.comparing(Finding::key));
        return findings;
    }

    /** Worse by the gate, and by more than nights differ. */
    private static boolean worse(Difference difference, List<Trend> trends, String scenario, String arm) {
        if (!(difference.verdict() instanceof Verdict.Regressed(Interval change))) {
            return false;
        }
        return switch (difference.unit()) {
            case SHARE -> true;
            case NANOS -> change.low() > Spread.ratio(trends, scenario, arm, difference.id());
        };
    }

    /** The machine's when a control arm is slower too. */
    private Drift.Cause cause(
            String arm, Difference difference, Set<String> arms, Map<String, List<Difference>> worse) {
        if (controls.contains(arm)) {
            return Drift.Cause.MACHINE;
        }
        Set<String> watching = new HashSet<>(controls);
        watching.retainAll(arms);
        boolean together = watching.stream()
                .flatMap(control -> worse.getOrDefault(control, List.of()).stream())
                .anyMatch(other -> other.unit() == difference.unit());
        return watching.isEmpty() ? Drift.Cause.UNKNOWN : together ? Drift.Cause.MACHINE : Drift.Cause.VENDOR;
    }

    private static String change(Difference difference) {
        Interval interval =
                difference.change() == null ? null : difference.change().interval();
        if (difference.change() == null || interval == null) {
            return "by an amount that is not known";
        }
        double value = difference.change().value();
        return switch (difference.unit()) {
            case NANOS ->
                "%s times as long [%s … %s]"
                        .formatted(
                                Phrases.factor(value, interval.low(), interval.high()),
                                Phrases.factor(interval.low(), interval.low(), interval.high()),
                                Phrases.factor(interval.high(), interval.low(), interval.high()));
            case SHARE -> Phrases.points(value);
        };
    }

    /** New levels that are worse; those that stand out among all figures that are followed. */
    private List<Finding> changes(List<Trend> trends, Earlier earlier) {
        List<Drift> drifts = Drift.of(trends, controls);
        Set<Trend.Series> told = standOut(trends);
        List<Finding> findings = new ArrayList<>();
        for (Drift drift : drifts) {
            for (Drift.Part part : drift.parts()) {
                if (fresh(part) && part.worse() && told.contains(part.trend().series())) {
                    Finding finding = change(drift, part);
                    findings.add(finding.standing(
                            earlier.anyOf(FRESH_NIGHTS, finding.key())
                                    ? Finding.Standing.KNOWN
                                    : Finding.Standing.ALARM));
                }
            }
        }
        return findings;
    }

    private static Set<Trend.Series> standOut(List<Trend> trends) {
        double[] adjusted = MultipleTests.benjaminiHochberg(
                trends.stream().mapToDouble(NightGate::freshP).toArray());
        Set<Trend.Series> told = new HashSet<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (adjusted[i] <= CHANGE_LEVEL) {
                told.add(trends.get(i).series());
            }
        }
        return told;
    }

    private static double freshP(Trend trend) {
        return trend.changes().stream()
                .filter(change -> fresh(new Drift.Part(trend, change)))
                .mapToDouble(change -> change.pValue())
                .min()
                .orElse(1);
    }

    private static boolean fresh(Drift.Part part) {
        return part.change().index() >= part.trend().nights().size() - FRESH_NIGHTS;
    }

    private static Finding change(Drift drift, Drift.Part part) {
        Trend trend = part.trend();
        Quantity quantity = trend.series().quantity();
        List<String> also = trend.alsoChanged(part.change());
        return new Finding(
                Finding.Kind.CHANGE,
                Finding.Standing.ALARM,
                drift.cause(),
                drift.scenario(),
                trend.series().arm(),
                quantity.id(),
                "%s of %s has another level since %s: %s%s of what it was%s"
                        .formatted(
                                quantity.label(),
                                trend.series().arm(),
                                trend.nights()
                                        .get(part.change().index())
                                        .at()
                                        .toString()
                                        .substring(0, 10),
                                Phrases.significant(100 * part.change().ratio()),
                                " %",
                                also.isEmpty() ? "" : "; in that night also changed: " + String.join(", ", also)));
    }
}

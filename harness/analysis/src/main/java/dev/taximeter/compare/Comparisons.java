package dev.taximeter.compare;

import dev.taximeter.compare.Inquiry.Finding;
import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Holds one side against another: arms of a run, an arm in two runs, a run against its baseline. */
public final class Comparisons {
    /** More than so many times the requests is no advice. */
    private static final double MOST_TIMES = 100;

    private Comparisons() {}

    /**
     * The comparison of two sides.
     *
     * @param gate when a difference means something
     * @param anyway whether reasons against the comparison are overlooked; they become caveats. An invalid run is never
     *     compared
     */
    public static Comparison of(Side baseline, Side candidate, Gate gate, boolean anyway) {
        List<String> reasons = Comparability.reasonsAgainst(baseline, candidate);
        boolean refused = !reasons.isEmpty() && !(anyway && Comparability.bothValid(baseline, candidate));
        List<Difference> differences = refused ? List.of() : differences(baseline, candidate, gate);
        List<String> caveats = new ArrayList<>(refused ? List.of() : reasons);
        if (!refused && !baseline.sameRun(candidate)) {
            caveats.add("the sides were measured at different times; what the weather between them did is part of every"
                    + " difference, and no interval holds it");
        }
        Verdict verdict = refused ? new Verdict.NotComparable(reasons) : whole(differences);
        return new Comparison(
                baseline,
                candidate,
                caveats,
                differences,
                refused
                        ? null
                        : Comparison.costRatio(
                                candidate.arm().cost(), baseline.arm().cost()),
                verdict,
                ComparisonSentences.of(baseline, candidate, differences, verdict));
    }

    private static List<Difference> differences(Side baseline, Side candidate, Gate gate) {
        Inquiry inquiry = new Inquiry(baseline, candidate);
        List<Finding> findings = Question.of(
                        baseline.arm().arm(), candidate.arm().arm())
                .stream()
                .map(inquiry::ask)
                .filter(Objects::nonNull)
                .toList();
        List<Gate.Evidence> evidence = findings.stream().map(Finding::evidence).toList();
        List<Verdict> verdicts = gate.judge(evidence);
        double[] adjusted = Gate.adjusted(evidence);
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Finding finding = findings.get(i);
            differences.add(new Difference(
                    finding.question().id(),
                    finding.question().label(),
                    finding.unit(),
                    finding.baseline(),
                    finding.candidate(),
                    finding.change(),
                    evidence.get(i).pValue() == null ? null : adjusted[i],
                    verdicts.get(i),
                    decisive(finding, verdicts.get(i), gate)));
        }
        return differences;
    }

    private static Verdict whole(List<Difference> differences) {
        return differences.stream()
                .map(Difference::verdict)
                .filter(Verdict.Regressed.class::isInstance)
                .findFirst()
                .or(() -> differences.stream().map(Difference::verdict).findFirst())
                .orElse(new Verdict.NoEvidence("nothing was measured on either side"));
    }

    /**
     * The requests with which the interval would have ended before the nearest end of the tolerance: its width falls with
     * the square root of n.
     */
    private static @Nullable Long decisive(Finding finding, Verdict verdict, Gate gate) {
        Figure change = finding.change();
        Interval interval = change == null ? null : change.interval();
        if (change == null || interval == null || !(verdict instanceof Verdict.NoEvidence)) {
            return null;
        }
        boolean ratio = finding.evidence().ratio();
        double value = ratio ? Math.log(change.value()) : change.value();
        double half = ratio
                ? (Math.log(interval.high()) - Math.log(interval.low())) / 2
                : (interval.high() - interval.low()) / 2;
        double low = gate.low(finding.evidence());
        double high = gate.high(finding.evidence());
        double distance = Math.min(
                Math.abs(value - (ratio ? Math.log(low) : low)), Math.abs(value - (ratio ? Math.log(high) : high)));
        double times = half / distance * (half / distance);
        return times > 1 && times <= MOST_TIMES ? (Long) (long) Math.ceil(times * change.n()) : null;
    }
}

package dev.taximeter.compare;

import dev.taximeter.stats.Interval;
import dev.taximeter.summary.Figure;
import dev.taximeter.summary.Phrases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Says a comparison in plain words: what got worse, what got better, what stayed, what cannot be told and why. */
final class ComparisonSentences {
    private ComparisonSentences() {}

    static List<String> of(Side baseline, Side candidate, List<Difference> differences, Verdict verdict) {
        String names = name(candidate, baseline) + " against " + name(baseline, candidate);
        if (verdict instanceof Verdict.NotComparable(List<String> reasons)) {
            return List.of("%s is no comparison: %s.".formatted(names, String.join("; ", reasons)));
        }
        List<String> sentences = new ArrayList<>();
        add(sentences, names + " is worse: ", differences, d -> d.verdict() instanceof Verdict.Regressed);
        add(sentences, names + " is better: ", differences, d -> d.verdict() instanceof Verdict.Improved);
        String same = labels(differences, d -> d.verdict() instanceof Verdict.WithinNoise);
        if (!same.isEmpty()) {
            sentences.add("No difference beyond the tolerance: %s.".formatted(same));
        }
        differences.stream()
                .filter(d -> d.verdict() instanceof Verdict.NoEvidence)
                .map(ComparisonSentences::undecided)
                .forEach(sentences::add);
        return sentences.isEmpty() ? List.of(names + ": nothing was measured.") : sentences;
    }

    /** The arm, and its run where the arms are called the same. */
    private static String name(Side side, Side other) {
        String name = Phrases.name(side.arm().arm());
        return side.sameRun(other)
                ? name
                : name + " in " + side.run().manifest().id();
    }

    private static void add(
            List<String> sentences, String lead, List<Difference> differences, Predicate<Difference> which) {
        List<String> parts = differences.stream()
                .filter(which)
                .map(ComparisonSentences::inWords)
                .toList();
        if (!parts.isEmpty()) {
            sentences.add(lead + String.join("; ", parts) + ".");
        }
    }

    private static String labels(List<Difference> differences, Predicate<Difference> which) {
        return String.join(
                "; ", differences.stream().filter(which).map(Difference::label).toList());
    }

    private static String inWords(Difference difference) {
        Figure change = difference.change();
        Interval interval = change == null ? null : change.interval();
        if (change == null || interval == null) {
            return difference.label();
        }
        return switch (difference.unit()) {
            case NANOS -> "%s is %s".formatted(difference.label(), factor(change.value(), interval, change.n()));
            case SHARE ->
                "%s differ by %s points (95 %% interval %s to %s, n=%s)"
                        .formatted(
                                difference.label(),
                                Phrases.points(change.value()),
                                Phrases.points(interval.low()),
                                Phrases.points(interval.high()),
                                Phrases.count(change.n()));
        };
    }

    /** A factor above 1, so that a thousandth does not read as 0.001. */
    private static String factor(double ratio, Interval interval, long n) {
        boolean less = ratio < 1;
        double low = less ? 1 / interval.high() : interval.low();
        double high = less ? 1 / interval.low() : interval.high();
        return "%s by a factor of %s (95 %% interval %s to %s, n=%s)"
                .formatted(
                        less ? "lower" : "higher",
                        Phrases.factor(less ? 1 / ratio : ratio, low, high),
                        Phrases.factor(low, low, high),
                        Phrases.factor(high, low, high),
                        Phrases.count(n));
    }

    private static String undecided(Difference difference) {
        String reason = difference.verdict() instanceof Verdict.NoEvidence(String why) ? why : "";
        Long decisive = difference.decisiveN();
        String advice = decisive == null
                ? ""
                : "; about %s %s of each side would have decided it, if the estimate holds"
                        .formatted(
                                Phrases.significant(decisive.doubleValue()),
                                difference.id().equals(new Question.OfAccuracy().id()) ? "prompts" : "requests");
        return "%s cannot be decided: %s%s.".formatted(difference.label(), reason, advice);
    }
}

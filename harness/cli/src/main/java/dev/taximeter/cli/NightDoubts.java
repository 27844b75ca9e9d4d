package dev.taximeter.cli;

import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.Verdict;
import dev.taximeter.nightly.NightRun;
import dev.taximeter.summary.Validity;
import java.util.ArrayList;
import java.util.List;

/** What of a night could not be decided, and why. */
final class NightDoubts {
    private NightDoubts() {}

    static List<String> of(List<NightRun> runs) {
        List<String> doubts = new ArrayList<>();
        for (NightRun run : runs) {
            if (run.summary().validity() instanceof Validity.Invalid(List<String> reasons)) {
                doubts.add("%s is invalid: %s".formatted(run.scenario(), String.join("; ", reasons)));
                continue;
            }
            if (run.summary().partial()) {
                doubts.add(run.scenario() + " did not play its whole plan");
            }
            run.objectives().stream()
                    .filter(result -> result.outcome() == ObjectiveResult.Outcome.INCONCLUSIVE)
                    .map(result -> "%s: %s of %s: %s"
                            .formatted(run.scenario(), result.objective().text(), result.arm(), result.reason()))
                    .forEach(doubts::add);
            run.comparisons().stream()
                    .flatMap(comparison -> incomparable(run, comparison).stream())
                    .distinct()
                    .forEach(doubts::add);
        }
        return doubts;
    }

    private static List<String> incomparable(NightRun run, Comparison comparison) {
        return comparison.verdict() instanceof Verdict.NotComparable(List<String> reasons)
                ? List.of("%s cannot be held against its baseline: %s; accept a new baseline when that is meant"
                        .formatted(run.scenario(), String.join("; ", reasons)))
                : List.of();
    }
}

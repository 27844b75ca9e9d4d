package dev.taximeter.nightly;

import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.summary.RunSummary;
import java.util.List;

/**
 * One scenario of a night, played.
 *
 * @param scenario its name
 * @param folder of the run
 * @param summary its figures
 * @param objectives every arm's results
 * @param comparisons every arm against the same arm of the baseline; empty when none was accepted yet
 * @param resumed how it went on after the night was broken off; empty when it was not
 */
public record NightRun(
        String scenario,
        String folder,
        RunSummary summary,
        List<ObjectiveResult> objectives,
        List<Comparison> comparisons,
        String resumed) {
    public NightRun {
        objectives = List.copyOf(objectives);
        comparisons = List.copyOf(comparisons);
    }
}

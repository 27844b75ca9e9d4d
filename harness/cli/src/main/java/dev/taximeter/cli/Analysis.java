package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.compare.Verdicts;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SeriesOf;
import dev.taximeter.summary.Summaries;
import java.util.List;

/**
 * Everything that reports are made of.
 *
 * @param summary the run in figures
 * @param verdict what it decides
 * @param series what charts draw
 * @param samples every request, in the order written
 */
record Analysis(RunSummary summary, RunVerdict verdict, List<ArmSeries> series, List<Sample> samples) {

    static Analysis of(RunArchive archive) {
        RunManifest manifest = archive.manifest();
        List<Sample> samples = archive.samples();
        RunSummary summary = Summaries.of(
                manifest,
                samples,
                archive.truth(),
                archive.machine(),
                archive.partial(),
                archive.surroundings(),
                (arm, measured) -> ArmCost.of(
                        arm,
                        manifest.prices().get(arm.name()),
                        manifest.priceProblems().get(arm.name()),
                        measured));
        return new Analysis(summary, Verdicts.of(summary, samples), SeriesOf.of(manifest, samples), samples);
    }
}

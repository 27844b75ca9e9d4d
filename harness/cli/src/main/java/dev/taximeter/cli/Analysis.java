package dev.taximeter.cli;

import dev.taximeter.archive.Resumption;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.compare.RunVerdict;
import dev.taximeter.compare.Verdicts;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Surroundings;
import dev.taximeter.summary.ArmSeries;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.Pricing;
import dev.taximeter.summary.RunSummary;
import dev.taximeter.summary.SeriesOf;
import dev.taximeter.summary.Summaries;
import dev.taximeter.summary.Warning;
import java.io.IOException;
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

    static Analysis of(RunArchive archive) throws IOException {
        return of(archive, archive.manifest());
    }

    /** The same run at other prices. */
    static Analysis of(RunArchive archive, Prices prices) throws IOException {
        return of(archive, archive.manifest().withPrices(prices.quotes(), prices.problems()));
    }

    private static Analysis of(RunArchive archive, RunManifest manifest) throws IOException {
        if (archive.withoutSamples()) {
            throw new UserError(
                    "the samples of %s were removed to save room (keep: samplesDays of a suite), and nothing can be made of it again; its report.html, report.md and summary.json stay, and so does its place in the history"
                            .formatted(archive.folder()));
        }
        List<Sample> samples = archive.samples();
        RunSummary summary = Summaries.of(
                        manifest,
                        samples,
                        archive.truth(),
                        archive.machine(),
                        archive.partial(),
                        archive.surroundings(),
                        pricing(manifest))
                .with(resumed(archive));
        return new Analysis(summary, Verdicts.of(summary, samples), SeriesOf.of(manifest, samples), samples);
    }

    /** What a run decides whose rest is still to come. */
    static RunVerdict soFar(RunManifest manifest, List<Sample> samples) {
        return Verdicts.of(
                Summaries.of(manifest, samples, List.of(), null, true, Surroundings.NONE, pricing(manifest)), samples);
    }

    private static Pricing pricing(RunManifest manifest) {
        return (arm, measured, machine) -> ArmCost.of(
                arm, manifest.prices().get(arm.name()), manifest.priceProblems().get(arm.name()), measured, machine);
    }

    private static List<Warning> resumed(RunArchive archive) throws IOException {
        return archive.resumptions().stream()
                .map(resumption -> new Warning(
                        Warning.Kind.RESUMED_RUN,
                        null,
                        "The run was broken off %s after its start and continued by another process; %s may have been under"
                                        .formatted(
                                                Phrases.duration((double) resumption.atNanos()), requests(resumption))
                                + " way then, and were not sent again.",
                        "Look at the first requests after the break: a client that has just started is slower."))
                .toList();
    }

    private static String requests(Resumption resumption) {
        return resumption.maybeSent() == 1 ? "1 request" : Phrases.count(resumption.maybeSent()) + " requests";
    }
}

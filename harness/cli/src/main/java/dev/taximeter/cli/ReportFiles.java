package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.chart.Figure;
import dev.taximeter.chart.Figures;
import dev.taximeter.chart.Picture;
import dev.taximeter.compare.ObjectiveResult;
import dev.taximeter.compare.ObjectiveResult.Outcome;
import dev.taximeter.report.ConsoleReport;
import dev.taximeter.report.CsvReport;
import dev.taximeter.report.HtmlReport;
import dev.taximeter.report.JsonReport;
import dev.taximeter.report.MarkdownReport;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the reports of a run into its folder. */
final class ReportFiles {
    private ReportFiles() {}

    static void write(Path folder, Analysis analysis, boolean png) throws IOException {
        RunFiles files = RunFiles.in(folder);
        RunFiles.write(files.summaryJson(), JsonReport.of(analysis.summary(), analysis.verdict()));
        RunFiles.write(files.summaryCsv(), CsvReport.summary(analysis.summary()));
        RunFiles.write(files.samplesCsv(), CsvReport.samples(analysis.summary().manifest(), analysis.samples()));
        RunFiles.write(files.reportMarkdown(), MarkdownReport.of(analysis.summary(), analysis.verdict()));
        RunFiles.write(files.reportHtml(), HtmlReport.of(analysis.summary(), analysis.verdict(), analysis.series()));
        if (png) {
            for (Picture picture : Figures.of(analysis.summary(), analysis.series())) {
                if (picture instanceof Figure figure) {
                    RunFiles.write(files.chart(figure.id() + ".png"), figure.png());
                }
            }
        }
    }

    static String console(Path folder, Analysis analysis, Terminal terminal) {
        return ConsoleReport.of(
                analysis.summary(),
                analysis.verdict(),
                terminal.style(),
                RunFiles.in(folder).reportHtml().toString());
    }

    static int exitCode(Analysis analysis) {
        if (!analysis.summary().manifest().stops().isEmpty()) {
            return ExitCodes.STOPPED;
        }
        return switch (analysis.summary().validity()) {
            case Validity.Valid _ -> ofObjectives(analysis.verdict().objectives());
            case Validity.Invalid _ -> ExitCodes.INVALID;
        };
    }

    private static int ofObjectives(List<ObjectiveResult> results) {
        Set<Outcome> outcomes = results.stream().map(ObjectiveResult::outcome).collect(Collectors.toSet());
        if (outcomes.contains(Outcome.FAIL)) {
            return ExitCodes.WORSE;
        }
        return outcomes.contains(Outcome.INCONCLUSIVE) ? ExitCodes.INVALID : ExitCodes.OK;
    }
}

package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter report}: makes every report of a run again, from its samples. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the reports of a run again, from its raw samples: on the console, and as report.html, report.md,"
                    + " summary.json, summary.csv and samples.csv in its folder. Works for interrupted and killed runs,"
                    + " and says that they are partial.",
            "",
            "@|bold Examples|@",
            "  taximeter report results/runs/20261122T101500Z-quickstart-1a2b3c4d",
            "  taximeter report --prices-of 2023-06-20 results/runs/20261122T101500Z-quickstart-1a2b3c4d",
            "  taximeter report --png results/runs/20261122T101500Z-quickstart-1a2b3c4d",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:the run is valid and keeps its objectives",
            "2:this is not a run's folder",
            "3:an objective is missed",
            "4:the run is invalid, or an objective is inconclusive",
            "5:an arm was stopped"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "the run's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path folder;

    @Option(names = "--png", description = "also write every chart as PNG")
    private boolean png;

    @Option(
            names = "--prices-of",
            paramLabel = "DAY",
            description = "price the run by the books of this day, e.g. 2023-06-20, instead of by the prices that it"
                    + " kept. The run itself is not changed: without this option the next report has its own prices"
                    + " again")
    private @Nullable LocalDate pricesOf;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunArchive archive = open();
        Analysis analysis = pricesOf == null
                ? Analysis.of(archive)
                : Analysis.of(
                        archive,
                        Prices.of(archive.manifest(), Home.ofThisProcess().prices(), pricesOf));
        RunFiles.rebuildHistograms(archive);
        ReportFiles.write(folder, analysis, png);
        spec.commandLine().getOut().print(ReportFiles.console(folder, analysis, new Terminal()));
        spec.commandLine().getOut().flush();
        return ReportFiles.exitCode(analysis);
    }

    private RunArchive open() throws IOException {
        try {
            return RunArchive.open(folder);
        } catch (ArchiveException unreadable) {
            throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }
}

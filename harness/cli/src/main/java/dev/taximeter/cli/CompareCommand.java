package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.compare.Comparison;
import dev.taximeter.compare.Comparisons;
import dev.taximeter.compare.Gate;
import dev.taximeter.compare.Side;
import dev.taximeter.compare.Verdict;
import dev.taximeter.report.ComparisonJson;
import dev.taximeter.report.ComparisonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter compare}: whether sides differ, by how much, and what would have decided it. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Holds sides against the first one: arms of a run, or runs arm by arm. A side is a run's folder, or one of"
                + " its arms as FOLDER:ARM. Says of each question whether it is better, worse, the same or undecided,"
                + " and how many requests would have decided it. Refuses what is not comparable, and says why.",
            "",
            "@|bold Examples|@",
            "  taximeter compare results/runs/20261122T101500Z-quickstart-1a2b3c4d",
            "  taximeter compare results/baselines/nightly results/runs/20261123T020000Z-nightly-1a2b3c4d",
            "  taximeter compare results/runs/A:openai results/runs/B:openai results/runs/C:openai",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:nothing is worse, and the median response time is decided",
            "2:a side is not a run's folder, or has no such arm",
            "3:something is worse",
            "4:not comparable, or the median response time is undecided"
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "SIDE",
            description = "a run's folder, or FOLDER:ARM; the first is the baseline")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> sides;

    @Option(
            names = "--anyway",
            description = "compare valid runs although something speaks against it; the report then begins with what")
    private boolean anyway;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where comparison.html, .md and .json go (default: results/comparisons/…)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Comparison> all = new ArrayList<>();
        Path folder = out == null ? Home.ofThisProcess().comparisons().resolve(name()) : out;
        Files.createDirectories(folder);
        for (List<SidePair> pairs : SidePair.groups(sides)) {
            List<Comparison> comparisons = pairs.stream()
                    .map(pair -> Comparisons.of(pair.baseline(), pair.candidate(), Gate.STANDARD, anyway))
                    .toList();
            print(comparisons, folder, pairs.getFirst().baseline());
            all.addAll(comparisons);
        }
        return exitCode(all);
    }

    /** One report a baseline arm. */
    private void print(List<Comparison> comparisons, Path folder, Side baseline) throws IOException {
        String arm = baseline.arm().arm().name();
        Path html = folder.resolve(arm + "-comparison.html");
        RunFiles.write(html, ComparisonReport.html(comparisons));
        RunFiles.write(folder.resolve(arm + "-comparison.md"), ComparisonReport.markdown(comparisons));
        RunFiles.write(folder.resolve(arm + "-comparison.json"), ComparisonJson.of(comparisons));
        Terminal terminal = new Terminal();
        spec.commandLine().getOut().print(ComparisonReport.console(comparisons, terminal.style(), html.toString()));
        spec.commandLine().getOut().flush();
    }

    private String name() {
        List<String> names = sides.stream()
                .map(side -> String.valueOf(Path.of(side).getFileName()).replace(':', '-'))
                .toList();
        return names.size() == 1 ? names.getFirst() : names.getFirst() + "-against-" + names.getLast();
    }

    private static int exitCode(List<Comparison> comparisons) {
        int code = ExitCodes.OK;
        for (Comparison comparison : comparisons) {
            int own = switch (comparison.verdict()) {
                case Verdict.Regressed _ -> ExitCodes.WORSE;
                case Verdict.NotComparable _, Verdict.NoEvidence _ -> ExitCodes.INVALID;
                case Verdict.Improved _, Verdict.WithinNoise _ -> ExitCodes.OK;
            };
            code = own == ExitCodes.WORSE || code == ExitCodes.WORSE ? ExitCodes.WORSE : Math.max(code, own);
        }
        return code;
    }
}

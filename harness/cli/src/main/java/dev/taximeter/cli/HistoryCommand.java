package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.history.Drift;
import dev.taximeter.history.History;
import dev.taximeter.history.Trend;
import dev.taximeter.history.Trends;
import dev.taximeter.report.HtmlPage;
import dev.taximeter.report.Page;
import dev.taximeter.report.TextPage;
import dev.taximeter.report.TrendPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter history}: how figures went from night to night. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Shows how the figures of every arm went from run to run, and where their level changed. Reads all valid,"
                + " whole runs where they are; folders of several machines, copied beside each other, are one history."
                + " Arms named by --control ask nothing of a vendor (an emulator, a pinned local model): what they go"
                + " through too is the machine's change, and not the vendor's.",
            "",
            "@|bold Examples|@",
            "  taximeter history",
            "  taximeter history --scenario nightly --control nlu --last 60",
            "  taximeter history --in results/runs/machine-a --in results/runs/machine-b",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:the history is shown", "2:there is no such folder, or no such run in it"})
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @Option(names = "--scenario", paramLabel = "NAME", description = "only this scenario; may be given several times")
    private Set<String> scenarios = Set.of();

    @Option(names = "--arm", paramLabel = "NAME", description = "only this arm; may be given several times")
    private Set<String> arms = Set.of();

    @Option(
            names = "--control",
            paramLabel = "ARM",
            description = "an arm that asks nothing of a vendor; may be given several times")
    private Set<String> controls = Set.of();

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "400",
            description = "at most so many of the latest runs (default: 400)")
    private int last;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "where history.html and history.json go (default: results/history)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Trend> trends;
        try (History history = options.open()) {
            trends = chosen(Trends.of(history, Math.max(1, last)));
        }
        List<Drift> drifts = Drift.of(trends, controls);
        Page page = TrendPage.of(trends, drifts);
        Path folder = out == null ? Home.ofThisProcess().history() : out;
        RunFiles.write(folder.resolve("history.html"), HtmlPage.of(page));
        RunFiles.write(folder.resolve("history.json"), TrendPage.json(trends, drifts));
        spec.commandLine().getOut().print(TextPage.of(page, new Terminal().style()));
        spec.commandLine().getOut().println("\nReport: " + folder.resolve("history.html"));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private List<Trend> chosen(List<Trend> all) {
        List<Trend> chosen = all.stream()
                .filter(t ->
                        scenarios.isEmpty() || scenarios.contains(t.series().scenario()))
                .filter(t -> arms.isEmpty() || arms.contains(t.series().arm()))
                .toList();
        if (chosen.isEmpty()) {
            Set<String> there = new TreeSet<>();
            all.forEach(t -> there.add(t.series().scenario() + ": " + t.series().arm()));
            throw new UserError(
                    there.isEmpty()
                            ? "there is no valid, whole run yet; runs are made by: taximeter run SCENARIO"
                            : "no run is of that scenario and arm; there are\n  " + String.join("\n  ", there));
        }
        return chosen;
    }
}

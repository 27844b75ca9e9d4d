package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter run}: plays a scenario, keeps everything, and says what came out. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a scenario and reports it. Every request is kept in a folder of its own under results/runs, from"
                    + " which the report can be made again. Ctrl-C ends the run and keeps what was measured.",
            "",
            "@|bold Examples|@",
            "  taximeter run scenarios/quickstart.yaml",
            "  taximeter run scenarios/chatgpt-vs-azure.yaml --emulated",
            "  taximeter run scenarios/chatgpt-vs-azure.yaml --budget 5",
            "  OPENAI_API_KEY=… AZURE_OPENAI_API_KEY=… taximeter run scenarios/chatgpt-vs-azure.yaml",
            "  taximeter run scenarios/json-format.yaml --replay-errors results/runs/FOLDER",
            "  taximeter run scenarios/clinc150.yaml --data data_full.json",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:the run is valid and keeps its objectives",
            "2:nothing was sent: the scenario, a price book or the environment has to be mended",
            "3:an objective is missed",
            "4:the run is invalid and its folder ends in -INVALID, or an objective is inconclusive",
            "5:the budget was spent, or an arm was stopped because its money, quota, key or model is gone; what was"
                    + " measured is kept",
            "130:interrupted; what was measured is kept and reported"
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private final ScenarioOptions scenarioOptions = new ScenarioOptions();

    @Option(names = "--out", paramLabel = "FOLDER", description = "where the run's folder goes (default: results/runs)")
    private @Nullable Path out;

    @Option(names = "--png", description = "also write every chart as PNG")
    private boolean png;

    @Option(names = "--store-bodies", description = "also keep the text of every answer (readable by you alone)")
    private boolean storeBodies;

    @Option(
            names = "--no-error-file",
            description = "do not keep answers that are broken JSON, nor what was asked (task json keeps them in"
                    + " broken.jsonl, readable by you alone)")
    private boolean noErrorFile;

    @Option(
            names = "--replay-errors",
            paramLabel = "RUN",
            description = "ask only what was answered with broken JSON in this earlier run's folder, under the"
                    + " scenario's own instructions and schema")
    private @Nullable Path replayErrors;

    @Mixin
    private final ConsentOptions consent = new ConsentOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Replays replayed = Replays.of(replayErrors, scenarioOptions.load());
        Home home = Home.ofThisProcess();
        Terminal terminal = new Terminal();
        RunSettings settings = new RunSettings(
                out == null ? home.runs() : out,
                home.prices(),
                storeBodies,
                !noErrorFile,
                consent.read(),
                replayed.replay());
        try (Interruption interruption = new Interruption(terminal)) {
            Path folder = new RunSession(settings, terminal, System::getenv, interruption).play(replayed.scenario());
            Analysis analysis = Analysis.of(RunArchive.open(folder));
            boolean valid = analysis.summary().validity() instanceof Validity.Valid;
            Path kept = valid ? folder : RunFiles.markInvalid(folder);
            ReportFiles.write(kept, analysis, png);
            spec.commandLine().getOut().print(ReportFiles.console(kept, analysis, terminal));
            spec.commandLine().getOut().flush();
            return interruption.happened() ? ExitCodes.INTERRUPTED : ReportFiles.exitCode(analysis);
        }
    }
}

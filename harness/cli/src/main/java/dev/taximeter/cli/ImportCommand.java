package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.archive.RunFiles;
import dev.taximeter.archive.RunWriter;
import dev.taximeter.model.MachineUse;
import dev.taximeter.model.RunManifest;
import dev.taximeter.summary.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter import}: what another tool measured becomes arms beside those of a run. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Takes what JMH measured (-bm sample -rf json) as arms beside those of a run, marked as JMH's, and reports"
                    + " both. The run stays as it is; a new folder holds both.",
            "",
            "@|bold Examples|@",
            "  taximeter jmh -rf json -rff results/jmh.json        runs the benchmarks of the local model",
            "  taximeter import --jmh results/jmh.json --beside results/runs/FOLDER --only parse",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:both are there, and the run keeps its objectives",
            "2:a file or the command line has to be mended",
            "3:an objective is missed",
            "4:the run is invalid, or an objective is inconclusive"
        })
final class ImportCommand implements Callable<Integer> {
    @Option(
            names = "--jmh",
            required = true,
            paramLabel = "FILE",
            description = "JMH's results as JSON; may be given again: the same benchmark in several files is one arm")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> jmh;

    @Option(names = "--beside", required = true, paramLabel = "RUN", description = "the run's folder")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path beside;

    @Option(names = "--only", paramLabel = "METHOD", description = "benchmarks to take (default: all)")
    private List<String> only = List.of();

    @Option(names = "--out", paramLabel = "FOLDER", description = "where the new folder goes (default: results/runs)")
    private @Nullable Path out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RunArchive run = opened();
        Path folder = join(run, JmhResults.read(jmh));
        Analysis analysis = Analysis.of(RunArchive.open(folder));
        boolean valid = analysis.summary().validity() instanceof Validity.Valid;
        Path kept = valid ? folder : RunFiles.markInvalid(folder);
        ReportFiles.write(kept, analysis, false);
        spec.commandLine().getOut().print(ReportFiles.console(kept, analysis, new Terminal()));
        spec.commandLine().getOut().flush();
        return ReportFiles.exitCode(analysis);
    }

    private RunArchive opened() throws IOException {
        try {
            return RunArchive.open(beside);
        } catch (ArchiveException unreadable) {
            throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private Path join(RunArchive run, JmhResults results) throws IOException {
        List<JmhResults.Benchmark> chosen = results.benchmarks().stream()
                .filter(benchmark -> only.isEmpty() || only.contains(benchmark.method()))
                .toList();
        if (chosen.isEmpty()) {
            List<String> methods = results.benchmarks().stream()
                    .map(JmhResults.Benchmark::method)
                    .toList();
            throw new UserError("no such benchmark: --only is one of " + String.join(", ", methods));
        }
        JmhArms arms = new JmhArms(run.manifest(), run.samples());
        chosen.forEach(arms::add);
        RunManifest manifest = arms.manifest(run.manifest().id() + "-and-jmh");
        Path runs = out == null ? Home.ofThisProcess().runs() : out;
        try (RunWriter writer = RunWriter.create(runs, manifest, run.plan())) {
            run.samples().forEach(writer::accept);
            arms.samples().forEach(writer::accept);
            writer.truth(run.truth());
            MachineUse machine = run.machine();
            if (machine != null) {
                writer.machine(machine);
            }
            return writer.close(manifest);
        }
    }
}

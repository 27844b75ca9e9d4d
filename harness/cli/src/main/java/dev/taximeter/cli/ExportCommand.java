package dev.taximeter.cli;

import dev.taximeter.history.Export;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter export}: all runs as files for other tools. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes the tables runs, arms, figures, samples and prices of all runs as one file each, for data frames or"
                    + " spreadsheets. What their columns mean is listed by: taximeter query",
            "",
            "@|bold Examples|@",
            "  taximeter export --parquet results/export",
            "  taximeter export --csv results/export --in results/runs/machine-a",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:all files are written", "2:there is no such folder"})
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private final HistoryOptions options = new HistoryOptions();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Target target;

    /** Where to, and how. */
    static final class Target {
        @Option(
                names = "--parquet",
                required = true,
                paramLabel = "FOLDER",
                description = "write Parquet files into it")
        private @Nullable Path parquet;

        @Option(names = "--csv", required = true, paramLabel = "FOLDER", description = "write CSV files into it")
        private @Nullable Path csv;
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (target.parquet != null) {
            Export.write(options.roots(), target.parquet, Export.Format.PARQUET).forEach(this::say);
        }
        if (target.csv != null) {
            Export.write(options.roots(), target.csv, Export.Format.CSV).forEach(this::say);
        }
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private void say(Path file) {
        spec.commandLine().getOut().println(file);
    }
}

package dev.taximeter.cli;

import dev.taximeter.archive.ArchiveException;
import dev.taximeter.report.Page;
import dev.taximeter.report.TextPage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter baseline}: which runs others are held against, and who said so. */
@Command(
        name = "baseline",
        mixinStandardHelpOptions = true,
        description = {
            "The runs that nights are held against, one a scenario, kept under results/baselines with their samples and"
                    + " with who accepted them and why. Keep that folder in git: then a change of baseline is reviewed"
                    + " like any other.",
            ""
        },
        subcommands = {BaselineCommand.Accept.class, BaselineCommand.Show.class})
final class BaselineCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "accept or list?");
    }

    private static Baselines baselines(@Nullable Path results) {
        return new Baselines(Home.ofThisProcess().results(results).resolve("baselines"));
    }

    /** {@code taximeter baseline accept}. */
    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a valid, whole run the baseline of its scenario, in the place of the one before.",
                "",
                "@|bold Example|@",
                "  taximeter baseline accept results/runs/FOLDER --by ada --why \"new machine since Monday\"",
                ""
            })
    static final class Accept implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "RUN", description = "the run's folder")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private Path run;

        @Option(names = "--by", required = true, paramLabel = "NAME", description = "who accepts it")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String by;

        @Option(names = "--why", required = true, paramLabel = "TEXT", description = "why, for those who come later")
        @SuppressWarnings("NullAway.Init") // set by picocli
        private String why;

        @Option(names = "--results", paramLabel = "FOLDER", description = "what holds baselines (default: results)")
        private @Nullable Path results;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            if (by.isBlank() || why.isBlank()) {
                throw new UserError("--by and --why are for those who come later: say who and why");
            }
            try {
                Baselines.Acceptance accepted = baselines(results)
                        .accept(run, by, why, Clock.systemUTC().instant());
                spec.commandLine()
                        .getOut()
                        .printf("%s is now the baseline of %s%n", accepted.run(), accepted.scenario());
                spec.commandLine().getOut().flush();
                return ExitCodes.OK;
            } catch (ArchiveException unreadable) {
                throw new UserError(String.valueOf(unreadable.getMessage()), unreadable);
            }
        }
    }

    /** {@code taximeter baseline list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists every acceptance: the last one of a scenario is its baseline.")
    static final class Show implements Callable<Integer> {
        @Option(names = "--results", paramLabel = "FOLDER", description = "what holds baselines (default: results)")
        private @Nullable Path results;

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            List<List<String>> rows = baselines(results).acceptances().stream()
                    .map(a -> List.of(a.scenario(), a.at().substring(0, 10), a.run(), a.by(), a.why()))
                    .toList();
            Page.Grid grid = new Page.Grid("Acceptances", List.of("scenario", "accepted", "run", "by", "why"), rows);
            Page.Section section =
                    new Page.Section("Acceptances, the oldest first", List.of(), List.of(grid), List.of());
            Page page = new Page("Baselines", "the last acceptance of a scenario holds", List.of(section));
            spec.commandLine().getOut().print(TextPage.of(page, new Terminal().style()));
            spec.commandLine().getOut().flush();
            return ExitCodes.OK;
        }
    }
}

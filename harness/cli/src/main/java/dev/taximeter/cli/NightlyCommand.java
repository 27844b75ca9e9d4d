package dev.taximeter.cli;

import dev.taximeter.archive.RunFiles;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Suite;
import dev.taximeter.nightly.Night;
import dev.taximeter.report.NightJunit;
import dev.taximeter.report.NightMetrics;
import dev.taximeter.report.NightText;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioException;
import dev.taximeter.scenario.ScenarioLoader;
import dev.taximeter.scenario.SuiteLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter nightly}: a suite, every night, with a gate. */
@Command(
        name = "nightly",
        mixinStandardHelpOptions = true,
        description = {
            "Plays the scenarios of a suite one after another and says what is worse than it was: by objectives, by"
                + " comparison with the baselines, and by changes of level in the history. What a control arm goes"
                + " through too is the machine's, else it is the vendor's. Something must be worse for two nights in a"
                + " row, or as many as the suite says, before it is an alarm.",
            "",
            "One night at a time on a machine. A night that was broken off, even by kill -9, goes on where it was when"
                    + " the same suite is started again within 20 hours; nothing is sent twice.",
            "",
            "@|bold Examples|@",
            "  taximeter nightly scenarios/suites/nightly.yaml",
            "  taximeter nightly my-suite.yaml --budget 5 --prometheus /var/lib/node_exporter/taximeter.prom",
            "  taximeter baseline accept results/runs/FOLDER --by ada --why \"first quiet night\"",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {
            "0:nothing is known to be worse",
            "2:nothing was sent: a file or the environment has to be mended, or another night is being played",
            "3:an alarm: something is worse",
            "4:a run is invalid, or something could not be decided",
            "5:the budget is spent, or an arm was stopped because its money, quota, key or model is gone",
            "130:interrupted; the next start goes on with this night"
        })
final class NightlyCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SUITE", description = "the suite file (YAML)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "what holds runs, baselines and nightly (default: results)")
    private @Nullable Path results;

    @Option(names = "--anew", description = "begin a new night even if one was broken off")
    private boolean anew;

    @Option(names = "--prometheus", paramLabel = "FILE", description = "also write the figures there, for Prometheus")
    private @Nullable Path prometheus;

    @Option(names = "--junit", paramLabel = "FILE", description = "also write the outcome there, as JUnit XML")
    private @Nullable Path junit;

    @Mixin
    private final ConsentOptions consent = new ConsentOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = suite();
        List<Scenario> scenarios = scenarios(suite);
        Home home = Home.ofThisProcess();
        Path root = home.results(results);
        Clock wallClock = Clock.systemUTC();
        Terminal terminal = new Terminal();
        try (NightLock _ = NightLock.take(root.resolve("nightly"), "suite " + suite.name(), wallClock);
                Interruption interruption = new Interruption(terminal)) {
            RunSettings settings =
                    new RunSettings(root.resolve("runs"), home.prices(), false, true, agreed(suite), null);
            Files.createDirectories(settings.runs());
            NightPlayer player = new NightPlayer(settings, terminal, System::getenv, interruption, wallClock);
            NightFolder folder =
                    NightFolder.choose(root.resolve("nightly").resolve(suite.name()), suite, !anew, wallClock);
            if (folder.resumed()) {
                terminal.line("the night of %s was broken off; it goes on".formatted(folder.at()));
            }
            Night night = new NightlySession(suite, scenarios, root, player, interruption, wallClock).play(folder);
            tell(night, folder, terminal);
            if (interruption.happened()) {
                return ExitCodes.INTERRUPTED;
            }
            Retention.Outcome older = new Retention(
                            suite.keep(),
                            scenarios.stream().map(Scenario::name).collect(Collectors.toSet()),
                            new Baselines(root.resolve("baselines")).runs(),
                            wallClock.instant())
                    .apply(settings.runs());
            if (!older.says().isEmpty()) {
                terminal.line(older.says());
            }
            return exitCode(night);
        }
    }

    private Suite suite() throws IOException {
        try {
            return SuiteLoader.load(file);
        } catch (ScenarioException mistakes) {
            throw Mistakes.in(mistakes);
        }
    }

    /** All of them before the first is played; the mistakes of all at once. */
    private static List<Scenario> scenarios(Suite suite) throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        List<String> mistakes = new ArrayList<>();
        for (Suite.Entry entry : suite.entries()) {
            try {
                scenarios.add(ScenarioLoader.load(entry.file(), new LoadOptions(null, entry.emulated())));
            } catch (ScenarioException wrong) {
                mistakes.add(Mistakes.in(wrong).getMessage());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new UserError(String.join("\n\n", mistakes));
        }
        return scenarios;
    }

    /** The budget of the command line goes before the suite's. */
    private Consent agreed(Suite suite) {
        Consent given = consent.read();
        return given.budget() == null ? new Consent(suite.budget(), given.yes()) : given;
    }

    private void tell(Night night, NightFolder folder, Terminal terminal) throws IOException {
        String summary = System.getenv("GITHUB_STEP_SUMMARY");
        if (summary != null && !summary.isBlank()) {
            Files.writeString(
                    Path.of(summary),
                    NightText.markdown(night),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (prometheus != null) {
            RunFiles.write(prometheus, NightMetrics.prometheus(night));
        }
        if (junit != null) {
            RunFiles.write(junit, NightJunit.of(night));
        }
        spec.commandLine()
                .getOut()
                .print(NightText.console(night, terminal.style(), folder.path().toString()));
        spec.commandLine().getOut().flush();
    }

    private static int exitCode(Night night) {
        return switch (night.outcome()) {
            case GOOD -> ExitCodes.OK;
            case WORSE -> ExitCodes.WORSE;
            case STOPPED -> ExitCodes.STOPPED;
            case UNDECIDED -> ExitCodes.INVALID;
        };
    }
}

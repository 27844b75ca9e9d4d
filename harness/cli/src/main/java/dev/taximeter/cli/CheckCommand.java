package dev.taximeter.cli;

import dev.taximeter.model.Arm;
import dev.taximeter.model.Scenario;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioException;
import dev.taximeter.scenario.ScenarioLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter check}: says whether scenario files are right, and everything that is not. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks scenario files. Every mistake of every file is reported at once, with its place, what was expected"
                    + " and a suggestion.",
            "",
            "@|bold Examples|@",
            "  taximeter check scenarios/quickstart.yaml",
            "  taximeter check scenarios/*.yaml && echo all good",
            ""
        },
        exitCodeListHeading = "@|bold Exit codes|@%n",
        exitCodeList = {"0:every file is right", "2:at least one mistake"})
final class CheckCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "SCENARIO", description = "scenario files (YAML)")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> files;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int problems = 0;
        for (Path file : files) {
            try {
                Scenario scenario = ScenarioLoader.load(file, LoadOptions.NONE.toCheck());
                out.println(spec.commandLine().getColorScheme().ansi().string("@|green ok|@    ") + file + "  "
                        + scenario.arms().stream().map(Arm::name).collect(Collectors.joining(", ")));
            } catch (ScenarioException mistakes) {
                problems += mistakes.problems().size();
                err.println(mistakes.getMessage());
            } catch (NoSuchFileException missing) {
                problems++;
                err.println(file + ": there is no such file");
            }
        }
        if (problems > 0) {
            err.println(problems == 1 ? "1 problem" : problems + " problems");
        }
        return problems == 0 ? ExitCodes.OK : ExitCodes.USAGE;
    }
}

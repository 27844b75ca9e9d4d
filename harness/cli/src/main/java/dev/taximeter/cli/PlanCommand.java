package dev.taximeter.cli;

import dev.taximeter.model.Scenario;
import dev.taximeter.plan.Planner;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter plan}: a dry run. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = {
            "Shows what a run would send, when, and what it would cost at most. Nothing is sent. The same scenario and"
                    + " seed always give the same plan.",
            "",
            "@|bold Examples|@",
            "  taximeter plan scenarios/quickstart.yaml",
            "  taximeter plan scenarios/chatgpt-vs-azure.yaml --first 20",
            ""
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private final ScenarioOptions scenarioOptions = new ScenarioOptions();

    @Option(
            names = "--first",
            paramLabel = "N",
            defaultValue = "8",
            description = "how many of the first requests to list (default: 8)")
    private int first;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Scenario scenario = scenarioOptions.load();
        Prices prices = Prices.of(scenario, Home.ofThisProcess().prices(), LocalDate.now(ZoneOffset.UTC));
        spec.commandLine().getOut().print(new PlanText(scenario, Planner.plan(scenario), prices).text(first));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}

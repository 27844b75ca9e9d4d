package dev.taximeter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code taximeter prices}: the commands about price books. */
@Command(
        name = "prices",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows and checks the dated price books in scenarios/prices, and makes new ones of LiteLLM's table. Prices"
                    + " that you negotiated go into scenarios/prices/own: they win over list prices, and reports call"
                    + " them yours.",
            "",
            "@|bold Examples|@",
            "  taximeter prices list --vendor openai",
            "  taximeter prices show gpt-4 --date 2023-06-20",
            "  taximeter prices import model_prices_and_context_window.json --as-of 2026-07-24 --out new.yaml",
            "",
            "@|bold Commands|@"
        },
        commandListHeading = "",
        subcommands = {
            PricesListCommand.class,
            PricesShowCommand.class,
            PricesCheckCommand.class,
            PricesImportCommand.class
        })
final class PricesCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run()
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command of prices?");
    }
}

package dev.taximeter.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter prices check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Reads all price books of a folder and names every mistake, also two prices for one day.")
final class PricesCheckCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FOLDER", description = "default: scenarios/prices")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path checked = folder == null ? Home.ofThisProcess().prices() : folder;
        int count = Prices.books(checked).listings().size();
        spec.commandLine().getOut().printf("%d prices, no mistake%n", count);
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}

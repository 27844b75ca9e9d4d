package dev.taximeter.cli;

import dev.taximeter.cost.PriceListing;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taximeter prices list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the prices of a day; of 1,000,000 tokens, or of a machine's hour.")
final class PricesListCommand implements Callable<Integer> {
    @Option(names = "--vendor", paramLabel = "NAME", description = "of this vendor alone, e.g. openai; or machine")
    private @Nullable String vendor;

    @Option(names = "--date", paramLabel = "DAY", description = "the day, e.g. 2023-06-20 (default: today)")
    private @Nullable LocalDate date;

    @Option(names = "--all", description = "of all days")
    private boolean all;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        LocalDate day = date == null ? LocalDate.now(ZoneOffset.UTC) : date;
        List<PriceListing> shown = Prices.books(Home.ofThisProcess().prices()).listings().stream()
                .filter(listing -> all || listing.holdsOn(day))
                .filter(listing -> vendor == null || listing.quote().vendor().equals(vendor))
                .toList();
        spec.commandLine()
                .getOut()
                .print(shown.isEmpty() ? "no prices%s%n".formatted(all ? "" : " on " + day) : PriceLines.table(shown));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }
}

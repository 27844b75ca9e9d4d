package dev.taximeter.cli;

import dev.taximeter.cost.PriceListing;
import dev.taximeter.cost.PriceMissingException;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taximeter prices show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows everything that the books know of a model's price: tiers, long inputs, cache, source.")
final class PricesShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "e.g. gpt-4, or openai/gpt-4; or a machine's name")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String model;

    @Option(names = "--date", paramLabel = "DAY", description = "of this day alone, e.g. 2023-06-20 (default: all)")
    private @Nullable LocalDate date;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<PriceListing> known = known();
        List<PriceListing> shown = known.stream()
                .filter(listing -> date == null || listing.holdsOn(date))
                .toList();
        if (shown.isEmpty()) {
            throw new UserError("no price of %s on %s; known\n%s".formatted(model, date, PriceLines.table(known)));
        }
        spec.commandLine().getOut().print(shown.stream().map(PriceLines::whole).collect(Collectors.joining("\n")));
        spec.commandLine().getOut().flush();
        return ExitCodes.OK;
    }

    private List<PriceListing> known() {
        try {
            return Prices.books(Home.ofThisProcess().prices()).of(model);
        } catch (PriceMissingException missing) {
            throw new UserError(String.valueOf(missing.getMessage()), missing);
        }
    }
}

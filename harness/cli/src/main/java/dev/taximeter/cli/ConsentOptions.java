package dev.taximeter.cli;

import dev.taximeter.model.Budget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How commands are told what may be spent. */
final class ConsentOptions {
    private static final String DEFAULT_CURRENCY = "USD";

    @Option(
            names = "--budget",
            paramLabel = "AMOUNT",
            description = "the most that vendors may bill for this run, such as 5 (USD) or \"5 EUR\"; goes before the"
                    + " scenario's budget. The most that a request can cost is set aside before it is sent; when the"
                    + " rest does not reach for the next one, the run stops with exit code 5")
    private @Nullable String budget;

    @Option(
            names = "--yes",
            description = "agree to whatever is expected to be spent; needed for more than 1 USD without --budget")
    private boolean yes;

    /** @throws UserError when the budget is no amount */
    Consent read() {
        return new Consent(budget == null ? null : parsed(budget), yes);
    }

    private static Budget parsed(String text) {
        return Budget.parse(text)
                .or(() -> Budget.parse(text + " " + DEFAULT_CURRENCY))
                .orElseThrow(() -> new UserError(
                        "--budget is '%s'; expected an amount above 0, such as 5 or \"5 EUR\"".formatted(text)));
    }
}

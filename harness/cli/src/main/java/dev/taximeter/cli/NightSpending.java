package dev.taximeter.cli;

import dev.taximeter.archive.Resumption;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Spending;
import java.io.IOException;
import java.math.BigDecimal;

/** What a run of a night has cost, also one that was broken off and has no account of its own. */
final class NightSpending {
    private NightSpending() {}

    /** At most so much, in this currency; a request that may have been under way counts as much as the dearest one told. */
    static BigDecimal of(RunArchive run, String currency) throws IOException {
        Spending spending = run.manifest().spending();
        if (spending != null && run.resumptions().isEmpty()) {
            return spending.spent();
        }
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal dearest = BigDecimal.ZERO;
        for (Sample sample : run.samples()) {
            BigDecimal cost = cost(run, sample, currency);
            sum = sum.add(cost);
            dearest = dearest.max(cost);
        }
        long maybeSent =
                run.resumptions().stream().mapToLong(Resumption::maybeSent).sum();
        return sum.add(dearest.multiply(BigDecimal.valueOf(maybeSent)));
    }

    private static BigDecimal cost(RunArchive run, Sample sample, String currency) {
        PriceQuote quote = run.manifest().prices().get(sample.arm());
        if (quote == null || !quote.currency().equals(currency)) {
            return BigDecimal.ZERO;
        }
        return run.manifest().arms().stream()
                .filter(arm -> arm.name().equals(sample.arm()))
                .findFirst()
                .map((ArmFacts arm) -> ArmCost.tokensOf(arm, quote, sample))
                .orElse(BigDecimal.ZERO);
    }
}

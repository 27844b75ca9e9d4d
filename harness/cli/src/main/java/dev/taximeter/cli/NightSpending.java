package dev.taximeter.cli;

import dev.taximeter.archive.RunArchive;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Spending;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run of a night has cost, also one that was broken off and never went on, so that it has no account of its own. */
final class NightSpending {
    private NightSpending() {}

    /** At most so much, in this currency; a call of which nobody knows what it cost counts as much as the dearest known one. */
    static BigDecimal of(RunArchive run, String currency) throws IOException {
        RunManifest manifest = run.manifest();
        Spending spending = manifest.spending();
        if (spending != null) {
            return spending.spent();
        }
        Map<String, ArmFacts> arms = manifest.arms().stream().collect(Collectors.toMap(ArmFacts::name, arm -> arm));
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal dearest = BigDecimal.ZERO;
        long unknown = 0;
        for (Sample sample : run.samples()) {
            PriceQuote quote = manifest.prices().get(sample.arm());
            ArmFacts arm = arms.get(sample.arm());
            if (quote != null
                    && quote.outputPerMillion() != null
                    && arm != null
                    && quote.currency().equals(currency)) {
                String vendor = arm.mixture() == null ? arm.vendor() : quote.vendor();
                for (Attempt attempt : sample.attempts()) {
                    Optional<BigDecimal> cost = ArmCost.ofCall(vendor, quote, attempt);
                    sum = sum.add(cost.orElse(BigDecimal.ZERO));
                    dearest = dearest.max(cost.orElse(BigDecimal.ZERO));
                    unknown += cost.isEmpty() ? 1 : 0;
                }
            }
        }
        return sum.add(dearest.multiply(BigDecimal.valueOf(unknown)));
    }
}

package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.SampleSink;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Adds up what a run has cost so far, warm-up included, for the live display. Thread-safe. */
final class SpendMeter implements SampleSink {
    private final Map<String, ArmFacts> arms = new HashMap<>();
    private final Map<String, PriceQuote> quotes;
    private final ConcurrentHashMap<String, BigDecimal> spent = new ConcurrentHashMap<>();

    SpendMeter(RunManifest manifest) {
        manifest.arms().forEach(arm -> arms.put(arm.name(), arm));
        this.quotes = manifest.prices();
    }

    @Override
    public void accept(Sample sample) {
        PriceQuote quote = quotes.get(sample.arm());
        ArmFacts arm = arms.get(sample.arm());
        if (quote != null && arm != null) {
            spent.merge(sample.arm(), ArmCost.tokensOf(arm, quote, sample), BigDecimal::add);
        }
    }

    /** The sum with its currency, what a machine costs an hour, or that there is no price. */
    String shown(String arm) {
        @Nullable PriceQuote quote = quotes.get(arm);
        if (quote == null) {
            return "no price";
        }
        BigDecimal hour = quote.machineHour();
        return hour != null && quote.outputPerMillion() == null
                ? Numbers.money(hour, quote.currency()) + " an hour"
                : Numbers.money(spent.getOrDefault(arm, BigDecimal.ZERO), quote.currency());
    }
}

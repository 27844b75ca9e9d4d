package dev.taximeter.report;

import dev.taximeter.chart.ArmLook;
import dev.taximeter.chart.Numbers;
import dev.taximeter.compare.MonthlySupplies;
import dev.taximeter.cost.BreakEven;
import dev.taximeter.cost.Cost;
import dev.taximeter.cost.FineTuning;
import dev.taximeter.cost.Supply;
import dev.taximeter.cost.Volume;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.Phrases;
import dev.taximeter.summary.RunSummary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where one way to have requests answered becomes cheaper than another, in words. */
final class CostSentences {
    private static final MathContext DIGITS = new MathContext(3);

    private final RunSummary summary;
    private final Map<String, Supply> supplies;
    private final Volume day;

    CostSentences(RunSummary summary, Map<String, Supply> supplies, Volume day) {
        this.summary = summary;
        this.supplies = supplies;
        this.day = day;
    }

    List<String> all() {
        List<String> sentences = new ArrayList<>();
        supplies.forEach((name, supply) -> metered((other, asked) -> {
            if (BreakEven.isAsked(supply, asked) && sameCurrency(name, other)) {
                if (supply instanceof Supply.Owned owned) {
                    sentences.add(machine(name, owned, other, asked));
                }
                sentences.add(volume(name, supply, other, asked));
            }
        }));
        summary.arms().forEach(arm -> sentences.addAll(training(arm)));
        summary.arms().forEach(arm -> batch(arm).ifPresent(sentences::add));
        return sentences;
    }

    private interface Against {
        void metered(String other, Supply.Metered supply);
    }

    private void metered(Against against) {
        supplies.forEach((name, supply) -> {
            if (supply instanceof Supply.Metered metered) {
                against.metered(name, metered);
            }
        });
    }

    private String machine(String name, Supply.Owned owned, String other, Supply.Metered asked) {
        BigDecimal even = owned.machine().utilisationFor(asked.perRequest());
        BigDecimal thousand = even.multiply(BigDecimal.valueOf(1_000));
        String meets = even.compareTo(BigDecimal.ONE) > 0
                ? "%s is dearer than %s even on a machine that is always busy".formatted(label(name), label(other))
                : "%s costs what %s costs where %s of its machine's capacity is used"
                        .formatted(label(name), label(other), percent(even));
        String tail = thousand.compareTo(BigDecimal.ONE) > 0
                ? "."
                : ", and a thousandth where %s is.".formatted(percent(thousand));
        return meets + tail;
    }

    private String volume(String name, Supply supply, String other, Supply.Metered asked) {
        return BreakEven.from(supply, asked, day, MonthlySupplies.LOWEST, MonthlySupplies.HIGHEST)
                .map(from -> from.compareTo(MonthlySupplies.LOWEST) <= 0
                        ? "%s is cheaper than %s at every volume looked at.".formatted(label(name), label(other))
                        : "From about %s requests a month on, %s is cheaper than %s."
                                .formatted(Phrases.count(from.longValue()), label(name), label(other)))
                .orElseGet(() -> "%s is not cheaper than %s at any volume up to %s requests a month."
                        .formatted(label(name), label(other), Phrases.count(MonthlySupplies.HIGHEST.longValue())));
    }

    /** After how many calls a fine-tuned arm's training is paid back, against each other arm by the token. */
    private List<String> training(ArmSummary tuned) {
        List<String> sentences = new ArrayList<>();
        FineTuning.of(tuned.cost(), tuned.arm().trainingTokens()).ifPresent(model -> training(tuned, model, sentences));
        return sentences;
    }

    private void training(ArmSummary tuned, FineTuning model, List<String> sentences) {
        metered((other, asked) -> {
            if (!other.equals(tuned.arm().name()) && sameCurrency(tuned.arm().name(), other)) {
                String spent = Numbers.money(
                        model.training(), currency(tuned.arm().name()).orElse(""));
                sentences.add(model.paidBackAfter(asked.perRequest())
                        .map(calls -> "The training of %s (%s) is paid back after %s requests that %s would have had."
                                .formatted(
                                        label(tuned.arm().name()),
                                        spent,
                                        Phrases.count(calls.longValue()),
                                        label(other)))
                        .orElseGet(
                                () -> "The training of %s (%s) is never paid back against %s: a request saves nothing."
                                        .formatted(label(tuned.arm().name()), spent, label(other))));
            }
        });
    }

    /** What the same tokens cost by batch; nothing is cached there. */
    private Optional<String> batch(ArmSummary arm) {
        if (!(arm.cost() instanceof Cost.Known cost) || cost.perRequest().signum() == 0) {
            return Optional.empty();
        }
        return cost.quote().terms().rows().stream()
                .filter(row -> row.tier() == ServiceTier.BATCH && row.band() == null)
                .map(PriceRow::prices)
                .findFirst()
                .map(prices ->
                        "By batch, where answers may take hours, the same tokens of %s cost %s for 1,000 requests, nothing cached."
                                .formatted(
                                        label(arm.arm().name()),
                                        Numbers.money(
                                                batch(cost, prices),
                                                cost.quote().currency())));
    }

    private static BigDecimal batch(Cost.Known cost, TokenPrices prices) {
        BigDecimal input = prices.input() == null ? BigDecimal.ZERO : prices.input();
        BigDecimal output = prices.output() == null ? BigDecimal.ZERO : prices.output();
        BigDecimal all = input.multiply(BigDecimal.valueOf(cost.inputTokens()))
                .add(output.multiply(BigDecimal.valueOf(cost.outputTokens())))
                .movePointLeft(6);
        return all.multiply(cost.perThousand()).divide(cost.total(), MathContext.DECIMAL64);
    }

    private boolean sameCurrency(String name, String other) {
        return currency(name).isEmpty()
                || currency(other).isEmpty()
                || currency(name).equals(currency(other));
    }

    private Optional<String> currency(String name) {
        return summary.arms().stream()
                .filter(arm -> arm.arm().name().equals(name))
                .flatMap(arm -> arm.cost() instanceof Cost.Known known
                        ? Stream.of(known.quote().currency())
                        : Stream.empty())
                .findFirst();
    }

    private String label(String name) {
        return summary.arms().stream()
                .filter(arm -> arm.arm().name().equals(name))
                .map(arm -> ArmLook.label(arm.arm()))
                .findFirst()
                .orElse(name);
    }

    private static String percent(BigDecimal ratio) {
        BigDecimal percent = ratio.movePointRight(2).round(DIGITS);
        return percent.setScale(Math.max(0, Math.min(percent.scale(), 6)), RoundingMode.HALF_EVEN)
                        .toPlainString() + " %";
    }
}

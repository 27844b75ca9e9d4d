package dev.taximeter.cli;

import dev.taximeter.cost.PriceBookException;
import dev.taximeter.cost.PriceBooks;
import dev.taximeter.cost.PriceMissingException;
import dev.taximeter.model.Arm;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.RunManifest;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Target;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the arms of a scenario are priced by.
 *
 * @param quotes by arm; an arm without a price is absent
 * @param problems why an arm has no price, by arm
 */
record Prices(Map<String, PriceQuote> quotes, Map<String, String> problems) {

    /**
     * Looks every arm up in the price books.
     *
     * @param today the date of the prices when the scenario names none
     * @throws UserError when a price book has mistakes
     */
    static Prices of(Scenario scenario, Path books, LocalDate today) {
        LocalDate pricesAsOf = scenario.pricesAsOf();
        LocalDate day = pricesAsOf == null ? today : pricesAsOf;
        Map<String, PriceQuote> quotes = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        PriceBooks shelf = books(books);
        for (Arm arm : scenario.arms()) {
            if (arm.target() instanceof Target.Hybrid) {
                continue; // what it is mixed of are arms too, with their own prices
            }
            try {
                quotes.put(
                        arm.name(),
                        shelf.quote(
                                ArmFacts.of(arm, scenario),
                                Biller.vendor(arm.target()),
                                Biller.region(arm.target()),
                                day));
            } catch (PriceMissingException missing) {
                problems.put(arm.name(), missing.getMessage());
            }
        }
        scenario.arms().forEach(arm -> {
            if (arm.target() instanceof Target.Hybrid hybrid) {
                mix(arm.name(), hybrid.mixture(), quotes, problems);
            }
        });
        return new Prices(quotes, problems);
    }

    /**
     * Looks the arms of an earlier run up again, at another day. Who bills and where is taken from the prices that the run
     * had.
     *
     * @throws UserError when a price book has mistakes
     */
    static Prices of(RunManifest manifest, Path books, LocalDate day) {
        Map<String, PriceQuote> quotes = new LinkedHashMap<>();
        Map<String, String> problems = new LinkedHashMap<>();
        PriceBooks shelf = books(books);
        for (ArmFacts arm : manifest.arms()) {
            PriceQuote had = manifest.prices().get(arm.name());
            if (arm.mixture() == null) {
                try {
                    quotes.put(
                            arm.name(),
                            shelf.quote(
                                    arm,
                                    had == null ? arm.vendor() : had.vendor(),
                                    had == null ? null : had.terms().region(),
                                    day));
                } catch (PriceMissingException missing) {
                    problems.put(arm.name(), missing.getMessage());
                }
            }
        }
        manifest.arms().forEach(arm -> {
            if (arm.mixture() != null) {
                mix(arm.name(), arm.mixture(), quotes, problems);
            }
        });
        return new Prices(quotes, problems);
    }

    /** A hybrid is priced by what it is mixed of. */
    private static void mix(String arm, Mixture mixture, Map<String, PriceQuote> quotes, Map<String, String> problems) {
        @Nullable PriceQuote first = quotes.get(mixture.first());
        @Nullable PriceQuote then = quotes.get(mixture.then());
        if (first == null || then == null) {
            String without = first == null ? mixture.first() : mixture.then();
            problems.put(arm, "its arm %s has no price: %s".formatted(without, problems.get(without)));
        } else if (!first.currency().equals(then.currency())) {
            problems.put(arm, "its arms are priced in %s and %s".formatted(first.currency(), then.currency()));
        } else {
            quotes.put(arm, then.beside(first));
        }
    }

    /**
     * Makes sure that a budget can be kept.
     *
     * @throws UserError naming every arm that it counts and that has no price by the token in its currency
     */
    void requireFor(Budget budget, Scenario scenario, BilledArms billed) {
        List<String> missing = new ArrayList<>();
        for (int index : billed.indices()) {
            String arm = scenario.arms().get(index).name();
            PriceQuote quote = quotes.get(arm);
            if (quote == null) {
                missing.add("arm %s: %s".formatted(arm, problems.get(arm)));
            } else if (!quote.currency().equals(budget.currency())) {
                missing.add("arm %s is priced in %s, the budget is in %s"
                        .formatted(arm, quote.currency(), budget.currency()));
            }
        }
        if (!missing.isEmpty()) {
            throw new UserError("a budget of %s cannot be kept\n\n%s".formatted(budget, String.join("\n", missing)));
        }
    }

    /** @throws UserError when a book has mistakes */
    static PriceBooks books(Path folder) {
        try {
            return PriceBooks.load(folder);
        } catch (PriceBookException mistakes) {
            throw new UserError("the price books have mistakes\n\n" + String.join("\n", mistakes.problems()), mistakes);
        }
    }
}

package dev.taximeter.cli;

import dev.taximeter.chart.Numbers;
import dev.taximeter.cost.Account;
import dev.taximeter.cost.ArmCost;
import dev.taximeter.load.Purse;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Budget;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Spending;
import dev.taximeter.model.Target;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A run's budget at work: sets aside the most that a call can cost, and spends what it did cost, or, where nobody knows that,
 * all that was set aside. All sums are made before the run, so that asking takes no time in it. Thread-safe.
 */
final class Ledger implements Purse {
    private static final Answer FREE = new Granted(_ -> {});

    private final Budget budget;
    private final boolean rehearsed;
    private final Account account;
    /** By arm, the most that each of its requests can cost, by level and prompt. */
    private final Map<Integer, Map<List<Integer>, BigDecimal>> most = new HashMap<>();

    private final Map<Integer, Tariff> tariffs = new HashMap<>();
    private final AtomicLong assumedCalls = new AtomicLong();

    private record Tariff(String vendor, PriceQuote quote) {}

    private Ledger(Budget budget, boolean rehearsed) {
        this.budget = budget;
        this.rehearsed = rehearsed;
        this.account = new Account(budget.limit());
    }

    /**
     * Opens an account for a run.
     *
     * @throws UserError when an arm that the budget counts has no price, or one in another currency
     */
    static Ledger open(Budget budget, Scenario scenario, Plan plan, Prices prices) {
        BilledArms billed = BilledArms.of(scenario);
        prices.requireFor(budget, scenario, billed);
        Ledger ledger = new Ledger(budget, billed.rehearsed());
        for (int arm : billed.indices()) {
            ledger.price(scenario, arm, plan, prices);
        }
        return ledger;
    }

    private void price(Scenario scenario, int arm, Plan plan, Prices prices) {
        Target.Http http = BilledArms.billed(scenario.arms().get(arm).target());
        if (http != null) {
            PriceQuote quote = Objects.requireNonNull(
                    prices.quotes().get(scenario.arms().get(arm).name()));
            tariffs.put(arm, new Tariff(http.vendor(), quote));
            RequestCost costs = new RequestCost(scenario, arm, http, quote);
            Map<List<Integer>, BigDecimal> ofArm = new HashMap<>();
            for (PlannedRequest request : Forecast.requests(plan, arm)) {
                ofArm.computeIfAbsent(key(request), _ -> costs.of(request).most());
            }
            most.put(arm, Map.copyOf(ofArm));
        }
    }

    @Override
    public Answer ask(PlannedRequest request) {
        Tariff tariff = tariffs.get(request.arm());
        if (tariff == null) {
            return FREE;
        }
        BigDecimal sum = sum(request.arm(), key(request));
        return switch (account.setAside(sum)) {
            case NOW -> new Granted(attempt -> settle(tariff, sum, attempt));
            case LATER -> new NotYet();
            case NEVER -> new Refused(refusal(sum, account.balance()));
        };
    }

    /**
     * Spends what a run had spent before its process died.
     *
     * @param scenario with the same arms and prompts
     * @param told all that it told
     * @param maybeSent requests that it may have sent and could not tell of; each counts with the most that any can have cost
     */
    void charge(Scenario scenario, List<Sample> told, long maybeSent) {
        Map<String, Integer> arms = new HashMap<>();
        scenario.arms().forEach(arm -> arms.put(arm.name(), arms.size()));
        Map<String, Integer> prompts = new HashMap<>();
        scenario.workload().prompts().forEach(prompt -> prompts.put(prompt.id(), prompts.size()));
        for (Sample sample : told) {
            Integer arm = arms.get(sample.arm());
            Tariff tariff = arm == null ? null : tariffs.get(arm);
            if (arm != null && tariff != null) {
                BigDecimal sum = sum(arm, List.of(sample.level(), prompts.getOrDefault(sample.promptId(), -1)));
                sample.attempts().forEach(attempt -> account.spend(cost(tariff, sum, attempt)));
            }
        }
        BigDecimal dearest = most.keySet().stream()
                .map(this::dearest)
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        assumedCalls.addAndGet(tariffs.isEmpty() ? 0 : maybeSent);
        account.spend(dearest.multiply(BigDecimal.valueOf(maybeSent)));
    }

    /** The most that a call can cost; the dearest of the arm's where its prompt is not in the plan. */
    private BigDecimal sum(int arm, List<Integer> key) {
        BigDecimal own = Objects.requireNonNull(most.get(arm)).get(key);
        return own == null ? dearest(arm) : own;
    }

    private BigDecimal dearest(int arm) {
        return Objects.requireNonNull(most.get(arm)).values().stream()
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
    }

    private void settle(Tariff tariff, BigDecimal most, Attempt attempt) {
        account.spend(most, cost(tariff, most, attempt));
    }

    private BigDecimal cost(Tariff tariff, BigDecimal most, Attempt attempt) {
        return ArmCost.ofCall(tariff.vendor(), tariff.quote(), attempt).orElseGet(() -> {
            assumedCalls.incrementAndGet();
            return most;
        });
    }

    private String refusal(BigDecimal next, Account.Balance balance) {
        return "the budget of %s does not reach for another request: %s is spent, and the next one may cost %s"
                .formatted(budget, money(balance.spent()), money(next));
    }

    private String money(BigDecimal amount) {
        return Numbers.money(amount, budget.currency());
    }

    /**
     * What became of the budget; a call that has not ended counts with what is set aside for it.
     *
     * @param waitedCalls as the engine counted them
     */
    Spending spending(long waitedCalls) {
        return new Spending(budget, account.balance().atMost(), assumedCalls.get(), rehearsed, waitedCalls);
    }

    private static List<Integer> key(PlannedRequest request) {
        return List.of(request.level(), request.prompt());
    }
}

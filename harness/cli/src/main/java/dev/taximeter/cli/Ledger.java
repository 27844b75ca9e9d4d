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
import dev.taximeter.model.Scenario;
import dev.taximeter.model.Spending;
import dev.taximeter.model.Target;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
        BigDecimal sum = Objects.requireNonNull(
                Objects.requireNonNull(most.get(request.arm())).get(key(request)));
        return account.setAside(sum)
                ? new Granted(attempt -> settle(tariff, sum, attempt))
                : new Refused(refusal(sum, account.balance()));
    }

    private void settle(Tariff tariff, BigDecimal most, Attempt attempt) {
        Optional<BigDecimal> actual = ArmCost.ofCall(tariff.vendor(), tariff.quote(), attempt);
        if (actual.isEmpty()) {
            assumedCalls.incrementAndGet();
        }
        account.spend(most, actual.orElse(most));
    }

    private String refusal(BigDecimal next, Account.Balance balance) {
        String open = balance.setAside().signum() == 0
                ? ""
                : ", up to %s is set aside for open requests (at a lower rate there are fewer)"
                        .formatted(money(balance.setAside()));
        return "the budget of %s does not reach for another request: %s is spent%s, and the next one may cost %s"
                .formatted(budget, money(balance.spent()), open, money(next));
    }

    private String money(BigDecimal amount) {
        return Numbers.money(amount, budget.currency());
    }

    /** What became of the budget; a call that has not ended counts with what is set aside for it. */
    Spending spending() {
        return new Spending(budget, account.balance().atMost(), assumedCalls.get(), rehearsed);
    }

    private static List<Integer> key(PlannedRequest request) {
        return List.of(request.level(), request.prompt());
    }
}

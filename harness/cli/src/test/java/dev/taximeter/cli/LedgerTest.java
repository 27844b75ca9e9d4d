package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taximeter.load.Purse;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.Budget;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Plan;
import dev.taximeter.model.PlannedRequest;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Scenario;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.Spending;
import dev.taximeter.model.TokenUsage;
import dev.taximeter.plan.Planner;
import dev.taximeter.scenario.LoadOptions;
import dev.taximeter.scenario.ScenarioLoader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Budgets, forecasts and consent of the shipped scenarios. */
@Timeout(120)
final class LedgerTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final Budget CENT = new Budget(new BigDecimal("0.01"), "USD");

    private final Scenario real = scenario("chatgpt-vs-azure.yaml", false);
    private final Plan plan = Planner.plan(real);
    private final Prices prices = prices(real);

    @Test
    void callsThatCostAtMostWhatWasSetAsideNeverSpendMoreThanTheBudget() throws InterruptedException {
        for (long seed = 0; seed < 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Ledger ledger = Ledger.open(CENT, real, plan, prices);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                SplittableRandom own = random.split();
                threads.add(Thread.ofVirtual()
                        .start(() -> requests(own).forEach(request -> call(ledger, request, own))));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            Spending spending = ledger.spending(0);
            assertThat(spending.spent()).as("seed %d", seed).isPositive().isLessThanOrEqualTo(CENT.limit());
            assertThat(spending.rehearsed()).isFalse();
            assertThat(spending.assumedCalls()).isPositive();
            assertThat(ledger.ask(requests(random).getFirst())).isInstanceOf(Purse.Refused.class);
        }
    }

    private List<PlannedRequest> requests(SplittableRandom random) {
        List<PlannedRequest> all = plan.segments().stream()
                .flatMap(segment -> segment.requests().stream())
                .toList();
        return all.subList(random.nextInt(all.size() / 2), all.size());
    }

    /** Answers within the limit of 100 tokens, broken calls and refusals, in turn. */
    private static void call(Ledger ledger, PlannedRequest request, SplittableRandom random) {
        if (ledger.ask(request) instanceof Purse.Granted granted) {
            Thread.yield();
            granted.settle()
                    .accept(
                            switch (random.nextInt(10)) {
                                case 0 -> attempt(Outcome.Kind.RESET, 0);
                                case 1 -> attempt(Outcome.Kind.RATE_LIMITED, 0);
                                default -> attempt(Outcome.Kind.OK, random.nextInt(101));
                            });
        }
    }

    private static Attempt attempt(Outcome.Kind kind, long outputTokens) {
        return new Attempt(
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                1,
                Outcome.of(kind, ""),
                kind == Outcome.Kind.OK ? new TokenUsage(30, 0, 0, outputTokens, 0, false) : null,
                null,
                ServerFacts.NONE);
    }

    @Test
    void aRunThatGoesOnHasSpentWhatItSpentBeforeItsProcessDied() {
        PlannedRequest request = requests(new SplittableRandom(1)).getFirst();
        Attempt good = attempt(Outcome.Kind.OK, 50);
        Ledger whole = Ledger.open(CENT, real, plan, prices);
        ((Purse.Granted) whole.ask(request)).settle().accept(good);
        BigDecimal call = whole.spending(0).spent();

        Ledger second = Ledger.open(CENT, real, plan, prices);
        second.charge(real, List.of(told(request, good), told(request, good)), 0);
        assertThat(second.spending(0).spent()).isEqualByComparingTo(call.multiply(BigDecimal.TWO));
        ((Purse.Granted) second.ask(request)).settle().accept(good);
        assertThat(second.spending(0).spent()).isEqualByComparingTo(call.multiply(BigDecimal.valueOf(3)));
        assertThat(second.spending(0).assumedCalls()).isZero();

        Ledger unsure = Ledger.open(CENT, real, plan, prices);
        unsure.charge(real, List.of(), 2);
        assertThat(unsure.spending(0).spent()).isGreaterThan(call.multiply(BigDecimal.TWO));
        assertThat(unsure.spending(0).assumedCalls()).isEqualTo(2);
        unsure.charge(real, List.of(), 1_000);
        assertThat(unsure.ask(request)).isInstanceOf(Purse.Refused.class);
    }

    private Sample told(PlannedRequest request, Attempt attempt) {
        return new Sample(
                request.seq(),
                0,
                0,
                real.arms().get(request.arm()).name(),
                request.phase(),
                real.workload().prompts().get(request.prompt()).id(),
                request.level(),
                0,
                0,
                List.of(attempt),
                null);
    }

    @Test
    void theRefusalSaysWhatIsSpentAndWhatTheNextRequestMayCost() {
        Ledger ledger = Ledger.open(new Budget(new BigDecimal("0.000001"), "USD"), real, plan, prices);
        assertThat(ledger.ask(requests(new SplittableRandom(1)).getFirst()))
                .isInstanceOfSatisfying(
                        Purse.Refused.class,
                        refused -> assertThat(refused.why())
                                .startsWith("the budget of 0.000001 USD does not reach for another request: 0 USD is"
                                        + " spent, and the next one may cost 0.0000"));
    }

    @Test
    void anArmWithoutAPriceOrInAnotherCurrencyIsRefused() {
        Prices none = Prices.of(real, books(), LocalDate.parse("2020-01-01"));
        assertThatThrownBy(() -> Ledger.open(CENT, real, plan, none))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("arm openai: no price for openai gpt-4o-mini on 2020-01-01: known from")
                .hasMessageContaining("arm azure: no price");
        assertThatThrownBy(() -> Ledger.open(new Budget(BigDecimal.ONE, "EUR"), real, plan, prices))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("arm azure is priced in USD, the budget is in EUR");
    }

    @Test
    void emulatedArmsCountOnlyInARehearsalAndNeverAskForConsent() {
        Scenario rehearsal = scenario("chatgpt-vs-azure.yaml", true);
        Ledger ledger = Ledger.open(CENT, rehearsal, Planner.plan(rehearsal), prices(rehearsal));
        assertThat(ledger.spending(0).rehearsed()).isTrue();
        assertThat(ledger.ask(requests(new SplittableRandom(1)).getFirst())).isInstanceOf(Purse.Granted.class);
        assertThat(ledger.spending(0).spent()).isPositive();

        Scenario mixed =
                real.withArms(List.of(real.arms().getFirst(), rehearsal.arms().getLast()));
        assertThat(BilledArms.of(mixed)).isEqualTo(new BilledArms(List.of(0), false));
        Scenario fewShot = scenario("fewshot-vs-finetuned.yaml", false);
        ConsentCheck.require(
                new Consent(null, false), null, Forecast.of(fewShot, Planner.plan(fewShot), prices(fewShot)));
    }

    @Test
    void moreThanADollarWantsAYesOrABudget() {
        Forecast dear = new Forecast(List.of(
                new Forecast.Billed(real.arms().getFirst(), new BigDecimal("1.01"), new BigDecimal("9"), "USD")));
        assertThatThrownBy(() -> ConsentCheck.require(new Consent(null, false), null, dear))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected to cost 1.01 USD")
                .hasMessageContaining("--yes");
        ConsentCheck.require(new Consent(null, true), null, dear);
        ConsentCheck.require(new Consent(CENT, false), null, dear);
        ConsentCheck.require(new Consent(null, false), CENT, dear);
        Forecast unknown = new Forecast(List.of(new Forecast.Unknown(real.arms().getFirst(), "no price")));
        assertThatThrownBy(() -> ConsentCheck.require(new Consent(null, false), null, unknown))
                .hasMessageContaining("what arm openai costs is not known: no price");
    }

    @Test
    void theForecastExpectsLessThanTheWorstCase() {
        Forecast forecast = Forecast.of(real, plan, prices);
        assertThat(forecast.arms()).hasSize(2).allSatisfy(arm -> {
            Forecast.Billed billed = (Forecast.Billed) arm;
            // 405 requests of at most 100 tokens at 0.60 or 0.66 USD for 1,000,000, and less than 60 tokens of input
            assertThat(billed.most()).isBetween(new BigDecimal("0.0243"), new BigDecimal("0.04"));
            assertThat(billed.expected()).isBetween(new BigDecimal("0.012"), new BigDecimal("0.018"));
        });
    }

    private static Scenario scenario(String name, boolean emulated) {
        try {
            return ScenarioLoader.load(
                    Repository.root().resolve("scenarios").resolve(name), new LoadOptions(null, emulated));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Prices prices(Scenario scenario) {
        return Prices.of(scenario, books(), TODAY);
    }

    private static Path books() {
        return Repository.root().resolve("scenarios/prices");
    }
}

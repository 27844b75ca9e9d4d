package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.taximeter.model.Answer;
import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.Attempt;
import dev.taximeter.model.ChunkTimes;
import dev.taximeter.model.Mixture;
import dev.taximeter.model.Outcome;
import dev.taximeter.model.Phase;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceRow;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.Relay;
import dev.taximeter.model.Sample;
import dev.taximeter.model.ServerFacts;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenPrices;
import dev.taximeter.model.TokenUsage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArmCostTest {
    private static final LocalDate DAY = LocalDate.parse("2023-06-20");
    private static final PriceQuote GPT_4 = tokens("30", null, "60");
    private static final Capacity.Measured TWO_A_SECOND =
            new Capacity.Measured(BigDecimal.TWO, 40, Capacity.Basis.LOAD, null);
    private static final ArmFacts OPENAI = arm("openai", null, 1);

    @Test
    void theTalksSumComesOutExactly() {
        Cost.Known cost = known(OPENAI, GPT_4, ok(usage(2_000, 0, 0, 0, 0), null));
        assertThat(cost.total()).isEqualByComparingTo("0.06");
        assertThat(cost.perRequest()).isEqualByComparingTo("0.06");
        assertThat(cost.perThousand()).isEqualByComparingTo("60");
        assertThat(cost.perCorrect()).isNull();
        assertThat(cost.inputTokens()).isEqualTo(2_000);
        assertThat(cost.outputTokens()).isZero();
    }

    @Test
    void everyKindOfTokenHasItsPrice() {
        PriceQuote quote = tokens("3", "0.3", "3.75", "15");
        Cost.Known cost = known(OPENAI, quote, ok(usage(1_000, 100, 10, 200, 50), true));
        assertThat(cost.total()).isEqualByComparingTo("0.0068175");
        assertThat(cost.inputTokens()).isEqualTo(1_110);
        assertThat(cost.outputTokens()).isEqualTo(250);
    }

    @Test
    void aSumOverManyRequestsIsExact() {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Sample> samples = new ArrayList<>();
            BigDecimal expected = BigDecimal.ZERO;
            for (int i = 0; i < 1_000; i++) {
                long in = random.nextLong(10_000);
                long out = random.nextLong(1_000);
                samples.add(ok(usage(in, 0, 0, out, 0), null));
                expected = expected.add(new BigDecimal("0.00000163").multiply(BigDecimal.valueOf(in)))
                        .add(new BigDecimal("0.00000551").multiply(BigDecimal.valueOf(out)));
            }
            assertThat(costOf(OPENAI, tokens("1.63", null, "5.51"), null, samples))
                    .as("seed %d", seed)
                    .isInstanceOfSatisfying(
                            Cost.Known.class,
                            cost -> assertThat(cost.total())
                                    .usingComparator(BigDecimal::compareTo)
                                    .isEqualTo(samplesTotal(samples)));
            assertThat(samplesTotal(samples)).isEqualByComparingTo(expected);
        }
    }

    private static BigDecimal samplesTotal(List<Sample> samples) {
        return samples.stream()
                .map(sample -> ArmCost.tokensOf(OPENAI, tokens("1.63", null, "5.51"), sample))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void noTokensCostNothing() {
        assertThat(known(OPENAI, GPT_4, ok(usage(0, 0, 0, 0, 0), null)).total()).isEqualByComparingTo("0");
    }

    @Test
    void aFreePriceIsAPrice() {
        assertThat(known(OPENAI, tokens("0", null, "0"), ok(usage(5, 0, 0, 5, 0), null))
                        .total())
                .isEqualByComparingTo("0");
    }

    @Test
    void wrongAnswersMakeRightOnesDearer() {
        TokenUsage usage = usage(1_000, 0, 0, 0, 0);
        Cost.Known cost = known(OPENAI, GPT_4, ok(usage, true), ok(usage, false), ok(usage, true), ok(usage, false));
        assertThat(cost.perRequest()).isEqualByComparingTo("0.03");
        assertThat(cost.perCorrect()).isEqualByComparingTo("0.06");
        assertThat(known(OPENAI, GPT_4, ok(usage, false)).perCorrect()).isNull();
    }

    @Test
    void aMissingPriceIsSaidAndNeverZero() {
        List<Sample> samples = List.of(ok(usage(1, 0, 0, 1, 0), null));
        assertThat(costOf(OPENAI, null, "no price for x", samples)).isEqualTo(new Cost.Unknown("no price for x"));
        assertThat(costOf(OPENAI, null, null, samples)).isEqualTo(new Cost.Unknown("no price for openai gpt-4"));
    }

    @Test
    void cachedTokensWithoutAPriceMakeTheCostUnknown() {
        assertThat(costOf(OPENAI, GPT_4, null, List.of(ok(usage(10, 7, 0, 1, 0), null))))
                .isEqualTo(new Cost.Unknown("the price of openai gpt-4 from 2023-06-20 has none for input read from"
                        + " the cache, of which there were 7 tokens"));
    }

    @Test
    void aGoodAnswerWithoutTokensMakesTheCostUnknown() {
        assertThat(costOf(OPENAI, GPT_4, null, List.of(ok(null, null), ok(usage(1, 0, 0, 1, 0), null))))
                .isEqualTo(new Cost.Unknown("1 of 2 billed answers report no tokens"));
    }

    @Test
    void estimatedTokensArePricedAndNamed() {
        Cost.Known cost = known(OPENAI, GPT_4, ok(new TokenUsage(1_000, 0, 0, 0, 0, true), null));
        assertThat(cost.total()).isEqualByComparingTo("0.03");
        assertThat(cost.basis()).endsWith("; the tokens of 1 answers are estimated");
    }

    @Test
    void errorsAreFreeAndBrokenCallsAreNamed() {
        TokenUsage usage = usage(1_000, 0, 0, 0, 0);
        Cost.Known cost = known(
                OPENAI,
                GPT_4,
                ok(usage, null),
                sample(usage, null, Outcome.Kind.RATE_LIMITED),
                sample(null, null, Outcome.Kind.SERVER_ERROR),
                sample(usage, null, Outcome.Kind.TIMEOUT_MID_STREAM));
        assertThat(cost.total()).isEqualByComparingTo("0.03");
        assertThat(cost.perRequest()).isEqualByComparingTo("0.0075");
        assertThat(cost.basis()).endsWith("; 1 broken calls may be billed as well and are not in it");
    }

    @Test
    void whatAzureFiltersIsBilledAndWhatOthersFilterIsNotKnown() {
        Sample filtered = sample(usage(1_000, 0, 0, 0, 0), null, Outcome.Kind.CONTENT_FILTERED);
        assertThat(known(arm("azure-openai", null, 1), GPT_4, filtered).total()).isEqualByComparingTo("0.03");
        assertThat(costOf(OPENAI, GPT_4, null, List.of(filtered)))
                .isEqualTo(new Cost.Unknown("no request got an answer that is billed"));
    }

    @Test
    void aRetryIsBilledToo() {
        Sample one = ok(usage(1_000, 0, 0, 0, 0), null);
        Sample twice = new Sample(0, 0, 0, "a", Phase.MEASURE, "p", 0, 0, List.of(one.last(), one.last()), null);
        assertThat(known(OPENAI, GPT_4, twice).total()).isEqualByComparingTo("0.06");
    }

    @Test
    void aRequestOnAMachineCostsItsHourOverWhatItTakesAndHowMuchOfThatIsUsed() {
        // 0.36 USD / (3,600 · 2 · 0.25) = 0.0002 USD
        Cost.Known cost = machineCost(arm("nlu", "box", 0.25), "0.36", TWO_A_SECOND, ok(null, true), ok(null, false));
        assertThat(cost.total()).isEqualByComparingTo("0.0004");
        assertThat(cost.perThousand()).isEqualByComparingTo("0.2");
        assertThat(cost.perCorrect()).isEqualByComparingTo("0.0004");
        assertThat(cost.machine()).isEqualTo(TWO_A_SECOND);
        assertThat(cost.basis())
                .isEqualTo("0.36 USD for an hour of box, with a capacity of 2 requests a second (the run's own load,"
                        + " which keeps the objectives; more was not tried; n = 40), 25 % of it used; at 100 %,"
                        + " 1,000 requests would cost 0.05 USD");
    }

    @Test
    void aMachineOfWhichNobodyKnowsWhatItTakesHasNoCost() {
        assertThat(ArmCost.of(
                        arm("nlu", "box", 1),
                        machine("0.36"),
                        null,
                        List.of(ok(null, true)),
                        () -> new Capacity.Unknown("it keeps nothing")))
                .isEqualTo(new Cost.Unknown("it keeps nothing"));
    }

    @Test
    void requestsShareAMachinesCostByTheTimeThatTheyWereOpen() {
        ArmFacts nlu = arm("nlu", "box", 1);
        List<Sample> samples = List.of(inItsSecond(0), ok(null, true));
        Cost.Known cost = machineCost(nlu, "7200", TWO_A_SECOND, samples.toArray(Sample[]::new));
        double[] each = ArmCost.each(nlu, cost, samples);
        assertThat(each).containsExactly(1, 1);
        assertThat(ArmCost.each(
                        OPENAI,
                        known(OPENAI, GPT_4, ok(usage(1_000, 0, 0, 0, 0), null)),
                        List.of(ok(usage(1_000, 0, 0, 0, 0), null))))
                .containsExactly(0.03);
    }

    private static Cost.Known machineCost(ArmFacts arm, String hour, Capacity.Measured takes, Sample... samples) {
        return (Cost.Known) ArmCost.of(arm, machine(hour), null, List.of(samples), () -> takes);
    }

    /** A right answer that took one second, from this second after the start on. */
    private static Sample inItsSecond(int start) {
        long sent = start * 1_000_000_000L;
        Attempt attempt = new Attempt(
                sent,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                sent + 1_000_000_000L,
                Outcome.ok(200),
                null,
                null,
                ServerFacts.NONE);
        return new Sample(
                start,
                0,
                0,
                "a",
                Phase.MEASURE,
                "p",
                sent,
                sent,
                List.of(attempt),
                ok(null, true).answer());
    }

    @Test
    void aHybridPaysTheMachineForAllAndTheTokensOfWhatWentOn() {
        ArmFacts hybrid = new ArmFacts(
                "h",
                "H",
                "hybrid",
                "gpt-4",
                null,
                null,
                null,
                "box",
                0.25,
                OptionalInt.empty(),
                null,
                OptionalLong.empty(),
                new Mixture("nlu", "gpt4", 0.6));
        PriceQuote both = GPT_4.beside(machine("0.36"));
        Sample alone = relayed(ok(null, true), new Relay(500_000_000L, false));
        Sample passedOn = relayed(ok(usage(2_000, 0, 0, 0, 0), true), new Relay(500_000_000L, true));

        // 0.36 USD / (3,600 · 2 · 0.25) = 0.0002 USD for each request
        assertThat(known(hybrid, both, alone).total()).isEqualByComparingTo("0.0002");
        assertThat(known(hybrid, both, passedOn).total()).isEqualByComparingTo("0.0602");
        assertThat(ArmCost.each(hybrid, known(hybrid, both, alone, passedOn), List.of(alone, passedOn)))
                .satisfies(each -> {
                    assertThat(each[0]).isEqualTo(0.0002, within(1e-12));
                    assertThat(each[1]).isEqualTo(0.0602, within(1e-12));
                });
        Cost.Known cost = known(hybrid, both, alone, passedOn);
        assertThat(cost.total()).isEqualByComparingTo("0.0604");
        assertThat(cost.inputTokens()).isEqualTo(2_000);
        assertThat(cost.basis())
                .contains("; 1 of 2 calls went on to it; and the first model's machine for 0.36 USD an hour, with a"
                        + " capacity of 2 requests a second (the run's own load,")
                .endsWith("25 % of it used; at 100 %, 1,000 requests would cost 0.05 USD");
        assertThat(costOf(hybrid, both, null, List.of(relayed(ok(null, true), new Relay(1, true)))))
                .isEqualTo(new Cost.Unknown("1 of 1 billed answers report no tokens"));
    }

    private static Sample relayed(Sample sample, Relay relay) {
        Attempt attempt = sample.last().relayed(0, relay);
        return new Sample(0, 0, 0, "h", Phase.MEASURE, "p", 0, 0, List.of(attempt), sample.answer());
    }

    @Test
    void nothingMeasuredHasNoCost() {
        assertThat(costOf(OPENAI, GPT_4, null, List.of())).isEqualTo(new Cost.Unknown("no request was measured"));
    }

    @Test
    void whatOneCallCostsIsUnknownWhenItBrokeOffAndNothingWhenItWasTurnedAway() {
        assertThat(ArmCost.ofCall("openai", GPT_4, call(Outcome.Kind.OK, new TokenUsage(1_000, 0, 0, 500, 0, false))))
                .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo("0.06"));
        assertThat(ArmCost.ofCall("openai", GPT_4, call(Outcome.Kind.RATE_LIMITED, null)))
                .contains(BigDecimal.ZERO);
        assertThat(ArmCost.ofCall("openai", GPT_4, call(Outcome.Kind.RESET, null)))
                .isEmpty();
        assertThat(ArmCost.ofCall("openai", GPT_4, call(Outcome.Kind.OK, null))).isEmpty();
        assertThat(ArmCost.ofCall("openai", GPT_4, call(Outcome.Kind.OK, new TokenUsage(1, 1, 0, 0, 0, false))))
                .as("the price has none for cached input")
                .isEmpty();
    }

    private static Attempt call(Outcome.Kind kind, @Nullable TokenUsage usage) {
        return new Attempt(
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                1,
                Outcome.of(kind, ""),
                usage,
                null,
                ServerFacts.NONE);
    }

    @Test
    void theWorstCaseTakesAllOutputAndTheDearerInput() {
        assertThat(ArmCost.worstCasePerRequest(GPT_4, ServiceTier.STANDARD, 2_000, 500))
                .isEqualByComparingTo("0.09");
        assertThat(ArmCost.worstCasePerRequest(tokens("3", "0.3", "3.75", "15"), ServiceTier.STANDARD, 1_000, 0))
                .isEqualByComparingTo("0.00375");
    }

    private static Cost costOf(
            ArmFacts arm, @Nullable PriceQuote quote, @Nullable String problem, List<Sample> samples) {
        return ArmCost.of(arm, quote, problem, samples, () -> TWO_A_SECOND);
    }

    private static Cost.Known known(ArmFacts arm, PriceQuote quote, Sample... samples) {
        return switch (costOf(arm, quote, null, Arrays.asList(samples))) {
            case Cost.Known known -> known;
            case Cost.Unknown unknown -> throw new AssertionError(unknown.reason());
        };
    }

    private static ArmFacts arm(String vendor, @Nullable String machine, double utilisation) {
        return new ArmFacts("a", "A", vendor, "gpt-4", null, null, null, machine, utilisation);
    }

    @Test
    void whatTheCacheKeepsForAnHourIsNotPricedAsWhatItKeepsForMinutes() {
        TokenUsage usage = new TokenUsage(0, 0, 500, 400, 1, 0, false, false);
        assertThat(costOf(OPENAI, tokens("30", "3", "37.5", "60"), null, List.of(ok(usage, null))))
                .isEqualTo(new Cost.Unknown("the price of openai gpt-4 from 2023-06-20 has none for input written to"
                        + " the cache for an hour, of which there were 400 tokens"));
    }

    /** gpt-5.4 as of July 2026, per 1,000,000: 2.5 and 15; above 272,000 tokens of input 5 and 22.5; flex at half the price. */
    private static final PriceQuote TIERED = new PriceQuote(
            "openai",
            "gpt-5.4",
            "USD",
            new BigDecimal("2.5"),
            new BigDecimal("0.25"),
            null,
            new BigDecimal("15"),
            null,
            null,
            DAY,
            DAY,
            "a page",
            new PriceTerms(
                    PriceTerms.Kind.FEED,
                    null,
                    null,
                    null,
                    new BigDecimal("0.001"),
                    null,
                    List.of(
                            new PriceRow(
                                    ServiceTier.STANDARD,
                                    new PriceRow.Band(272_000, false, true),
                                    prices("5", "0.5", "22.5")),
                            new PriceRow(ServiceTier.FLEX, null, prices("1.25", "0.125", "7.5")))));

    private static TokenPrices prices(String input, String cacheRead, String output) {
        return new TokenPrices(
                new BigDecimal(input), new BigDecimal(cacheRead), null, null, new BigDecimal(output), null);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, 272000, 0, 1000, 0.696", // 272,000 · 2.5 + 1,000 · 15, and the fee of 0.001
                "default, 272001, 0, 1000, 1.383505",
                "default, 1, 272000, 1000, 0.159505", // input from the cache counts for the length
                "flex, 1000, 0, 1000, 0.00975",
                "FLEX, 1000, 0, 0, 0.00225"
            })
    void aCallIsPricedByTheTierOfItsAnswerAndTheLengthOfItsInput(
            @Nullable String tier, long input, long cached, long output, String cost) {
        Sample sample = answered(tier, new TokenUsage(input, cached, 0, output, 0, false));
        assertThat(known(OPENAI, TIERED, sample).total()).isEqualByComparingTo(cost);
    }

    @Test
    void aTierWithoutAPriceHasNoCostAndSaysWhichOnesThereAre() {
        for (String tier : List.of("priority", "scale")) {
            Sample sample = answered(tier, new TokenUsage(1, 0, 0, 1, 0, false));
            assertThat(costOf(OPENAI, TIERED, null, List.of(sample)))
                    .isEqualTo(
                            new Cost.Unknown(("the price of openai gpt-5.4 from 2023-06-20 has none for the tier '%s',"
                                            + " which 1 answers had; it knows standard, flex")
                                    .formatted(tier)));
        }
    }

    @Test
    void aLongInputIsNotPricedAsAShortOneWhereItsTierHasNoPriceForIt() {
        Sample sample = answered("flex", new TokenUsage(300_000, 0, 0, 1, 0, false));
        assertThat(costOf(OPENAI, TIERED, null, List.of(sample)))
                .isEqualTo(new Cost.Unknown(
                        "the price of openai gpt-5.4 from 2023-06-20 has none for the tier 'flex' with a"
                                + " long input, which 1 answers had; it knows standard, flex"));
    }

    @Test
    void theWorstCaseKnowsLongInputsAndTheTierThatIsAskedFor() {
        assertThat(ArmCost.worstCasePerRequest(TIERED, ServiceTier.FLEX, 1_000, 1_000))
                .isEqualByComparingTo("0.0185"); // flex may be answered as standard
        assertThat(ArmCost.worstCasePerRequest(TIERED, ServiceTier.STANDARD, 300_000, 1_000))
                .isEqualByComparingTo("1.5235");
    }

    private static Sample answered(@Nullable String tier, TokenUsage usage) {
        ServerFacts facts = new ServerFacts(
                null,
                null,
                null,
                null,
                false,
                OptionalLong.empty(),
                OptionalLong.empty(),
                null,
                null,
                tier,
                null,
                null,
                null,
                OptionalLong.empty(),
                OptionalDouble.empty(),
                OptionalLong.empty(),
                null,
                Map.of(),
                List.of());
        Attempt attempt = new Attempt(
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                1,
                Outcome.ok(200),
                usage,
                null,
                facts);
        return new Sample(0, 0, 0, "a", Phase.MEASURE, "p", 0, 0, 0, List.of(attempt), null);
    }

    private static PriceQuote tokens(String input, @Nullable String cacheRead, String output) {
        return tokens(input, cacheRead, null, output);
    }

    private static PriceQuote tokens(
            String input, @Nullable String cacheRead, @Nullable String cacheWrite, String output) {
        return new PriceQuote(
                "openai",
                "gpt-4",
                "USD",
                new BigDecimal(input),
                cacheRead == null ? null : new BigDecimal(cacheRead),
                cacheWrite == null ? null : new BigDecimal(cacheWrite),
                new BigDecimal(output),
                null,
                DAY,
                DAY,
                "a page");
    }

    private static PriceQuote machine(String hour) {
        return new PriceQuote(
                "machine", "box", "USD", null, null, null, null, new BigDecimal(hour), DAY, DAY, "a page");
    }

    private static TokenUsage usage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
        return new TokenUsage(input, cacheRead, cacheWrite, output, reasoning, false);
    }

    private static Sample ok(@Nullable TokenUsage usage, @Nullable Boolean correct) {
        return sample(usage, correct, Outcome.Kind.OK);
    }

    /** One that takes a second. */
    private static Sample sample(@Nullable TokenUsage usage, @Nullable Boolean correct, Outcome.Kind kind) {
        Attempt attempt = new Attempt(
                0,
                OptionalLong.empty(),
                OptionalLong.empty(),
                ChunkTimes.empty(),
                OptionalLong.empty(),
                1_000_000_000L,
                Outcome.of(kind, ""),
                usage,
                null,
                ServerFacts.NONE);
        Answer answer = new Answer(null, 1, "", null, Double.NaN, correct, null);
        return new Sample(0, 0, 0, "a", Phase.MEASURE, "p", 0, 0, List.of(attempt), answer);
    }
}

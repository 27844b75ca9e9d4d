package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price books in {@code scenarios/prices}. */
class ShippedPricesTest {
    private static final String JUNE_2023 = "2023-06-20";
    private static final String TODAY = "2026-11-22";

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-4, 30, 60",
        "openai, gpt-3.5-turbo, 1.5, 2",
        "azure-openai, gpt-35-turbo, 2, 2",
        "azure-openai, gpt-4, 30, 60",
        "anthropic, claude-instant-1, 1.63, 5.51",
        "anthropic, claude-v1, 11.02, 32.68"
    })
    void june2023IsAsPublished(String vendor, String model, String input, String output) throws Exception {
        assertPrice(vendor, model, JUNE_2023, input, output);
    }

    @ParameterizedTest
    @CsvSource({
        "openai, gpt-3.5-turbo, 0.5, 1.5",
        "openai, gpt-4o-mini, 0.15, 0.6",
        "azure-openai, gpt-35-turbo, 0.5, 1.5",
        "azure-openai, gpt-4o-mini, 0.165, 0.66",
        "anthropic, claude-haiku-4-5, 1, 5",
        "anthropic, claude-opus-4-7, 5, 25",
        "gemini, gemini-2.5-pro, 1.25, 10",
        "bedrock, amazon.nova-lite-v1:0, 0.06, 0.24",
        "mistral, mistral-small-latest, 0.06, 0.18",
        "groq, llama-3.3-70b-versatile, 0.59, 0.79",
        "deepseek, deepseek-chat, 0.28, 0.42"
    })
    void todayIsTheLastKnownPrice(String vendor, String model, String input, String output) throws Exception {
        assertPrice(vendor, model, TODAY, input, output);
    }

    @Test
    void theFirstPriceOfChatGptWasFlat() throws Exception {
        assertPrice("openai", "gpt-3.5-turbo", "2023-06-12", "2", "2");
    }

    @Test
    void twoThousandTokensOfGpt4CostSixCentsInJune2023() throws Exception {
        PriceQuote quote = quote("openai", "gpt-4", null, JUNE_2023);
        assertThat(ArmCost.worstCasePerRequest(quote, ServiceTier.STANDARD, 2_000, 0))
                .isEqualByComparingTo("0.06");
    }

    @Test
    void everyPriceSaysItsSourceAndWhoseWordItIs() throws Exception {
        assertThat(PriceBooks.load(books()).listings()).hasSizeGreaterThan(80).allSatisfy(listing -> {
            assertThat(listing.quote().source()).isNotBlank();
            assertThat(listing.quote().terms().kind()).isNotEqualTo(PriceTerms.Kind.UNSAID);
        });
    }

    @Test
    void longInputsRepriceTheWholeCallInEveryTier() throws Exception {
        PriceQuote quote = quote("openai", "gpt-5.4", null, TODAY);
        TokenUsage within = new TokenUsage(272_000, 0, 0, 1_000, 0, false);
        TokenUsage above = new TokenUsage(272_001, 0, 0, 1_000, 0, false);
        assertThat(quote.prices(ServiceTier.STANDARD, within).orElseThrow().output())
                .isEqualByComparingTo("15");
        assertThat(quote.prices(ServiceTier.STANDARD, above).orElseThrow().output())
                .isEqualByComparingTo("22.5");
        assertThat(quote.prices(ServiceTier.FLEX, above).orElseThrow().output()).isEqualByComparingTo("11.25");
        assertThat(quote.prices(ServiceTier.PRIORITY, above)).isEmpty();
    }

    @Test
    void aMachineForTheLocalModelHasAPriceOnBothDays() throws Exception {
        for (String day : new String[] {JUNE_2023, TODAY}) {
            assertThat(quote("nlu", "all-minilm-l6-v2-q", "lambda-cpu-4x", day).machineHour())
                    .isEqualByComparingTo("0.20");
        }
    }

    private static void assertPrice(String vendor, String model, String day, String input, String output)
            throws Exception {
        PriceQuote quote = quote(vendor, model, null, day);
        assertThat(quote.inputPerMillion()).isEqualByComparingTo(input);
        assertThat(quote.outputPerMillion()).isEqualByComparingTo(output);
        assertThat(quote.source()).isNotBlank();
    }

    private static PriceQuote quote(String vendor, String model, @Nullable String machine, String day)
            throws Exception {
        return PriceBooks.load(books())
                .quote(new ArmFacts("a", "A", vendor, model, null, null, null, machine, 1), LocalDate.parse(day));
    }

    /** The tests run in the module's folder, or in the project's. */
    static Path books() {
        Path fromModule = Path.of("../../scenarios/prices");
        return Files.isDirectory(fromModule) ? fromModule : Path.of("scenarios/prices");
    }
}

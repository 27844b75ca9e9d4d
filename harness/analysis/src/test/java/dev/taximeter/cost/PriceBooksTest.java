package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.PriceTerms;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PriceBooksTest {
    private static final String HEAD = "prices: 1\ntitle: T\ncurrency: USD\nretrieved: 2026-11-22\n";
    private static final String MODELS = HEAD + """
        models:
          - { vendor: openai, model: gpt-3.5-turbo, from: 2023-03-01, to: 2023-06-12, input: 2, output: 2, source: s }
          - { vendor: openai, model: gpt-3.5-turbo, from: 2023-06-13, to: 2023-11-05, input: 1.50, cacheRead: 0.75, output: 2, source: "s, 13 June" }
          - { vendor: azure-openai, model: gpt-35-turbo, from: 2023-06-01, input: 2, output: 2, source: s }
        machines:
          - { name: box, from: 2023-06-01, hour: 0.20, source: s }
        """;

    @TempDir
    private Path folder;

    @Test
    void aPriceHoldsFromItsFirstToItsLastDay() throws Exception {
        PriceBooks books = books(MODELS);
        PriceQuote quote = books.quote(arm("openai", "gpt-3.5-turbo", null), LocalDate.parse("2023-06-13"));
        assertThat(quote.inputPerMillion()).isEqualByComparingTo("1.5");
        assertThat(quote.cacheReadPerMillion()).isEqualByComparingTo("0.75");
        assertThat(quote.cacheWritePerMillion()).isNull();
        assertThat(quote.currency()).isEqualTo("USD");
        assertThat(quote.source()).isEqualTo("s, 13 June");
        assertThat(quote.effectiveFrom()).isEqualTo("2023-06-13");
        assertThat(quote.retrievedAt()).isEqualTo("2026-11-22");
        assertThat(books.quote(arm("openai", "gpt-3.5-turbo", null), LocalDate.parse("2023-11-05")))
                .isEqualTo(quote);
        assertThat(books.quote(arm("openai", "gpt-3.5-turbo", null), LocalDate.parse("2023-06-12"))
                        .inputPerMillion())
                .isEqualByComparingTo("2");
        assertThat(books.quote(arm("azure-openai", "gpt-35-turbo", null), LocalDate.parse("2099-01-01")))
                .isNotNull();
    }

    @Test
    void anArmOnAMachineCostsMachineHours() throws Exception {
        PriceQuote quote = books(MODELS).quote(arm("nlu", "minilm", "box"), LocalDate.parse("2023-06-20"));
        assertThat(quote.machineHour()).isEqualByComparingTo("0.20");
        assertThat(quote.inputPerMillion()).isNull();
    }

    @Test
    void aMissingPriceNamesTheNearestOnes() throws Exception {
        PriceBooks books = books(MODELS);
        assertMissing(
                books,
                arm("openai", "gpt-3.5-turbo", null),
                "no price for openai gpt-3.5-turbo on 2026-11-22: known from 2023-03-01 to 2023-06-12,"
                        + " from 2023-06-13 to 2023-11-05");
        assertMissing(
                books,
                arm("openai", "gpt-35-turbo", null),
                "no price for openai gpt-35-turbo; did you mean gpt-3.5-turbo?");
        assertMissing(
                books,
                arm("anthropic", "gpt-35-turbo", null),
                "no price for anthropic gpt-35-turbo; the books have this model of azure-openai");
        assertMissing(books, arm("openai", "o3", null), "no price for openai o3; the books know openai gpt-3.5-turbo");
        assertMissing(books, arm("nlu", "minilm", null), "no price for nlu minilm; the books know nothing of nlu");
        assertMissing(books, arm("nlu", "minilm", "bux"), "no price for machine bux; did you mean box?");
    }

    @Test
    void allMistakesAreReportedAtOnceWithTheirPlaces() throws IOException {
        assertThat(problems("""
            prices: 2
            titel: T
            title: T
            currency: DOLLARS
            retrieved: yesterday
            models:
              - vendor: openai
                model: gpt-4
                from: 2023-06-01
                to: 2023-05-01
                input: -30
                output: cheap
                sauce: s
              - { vendor: openai, vendor: openai, model: "", from: 2023-06-01, input: 1, output: 1e3, source: s }
              - gpt-4
            machines: { name: box }
            """))
                .containsExactly(
                        "a.yaml:1:9: 'prices' is 2; this version of Taximeter reads 1",
                        "a.yaml:2:1: unknown key 'titel'; did you mean 'title'?",
                        "a.yaml:4:11: 'currency' is 'DOLLARS'; expected ISO 4217, e.g. USD",
                        "a.yaml:5:12: 'retrieved' is 'yesterday'; expected a day, e.g. 2023-06-13",
                        "a.yaml:7:5: 'source' is missing",
                        "a.yaml:10:9: 'to' is 2023-05-01, before 'from', 2023-06-01",
                        "a.yaml:11:12: 'input' is negative: -30; expected a price of at least 0",
                        "a.yaml:12:13: 'output' is 'cheap'; expected a plain number, e.g. 1.50",
                        "a.yaml:13:5: unknown key 'sauce'; did you mean 'source'?",
                        "a.yaml:14:23: 'vendor' is given twice",
                        "a.yaml:14:46: 'model' is empty; expected a text",
                        "a.yaml:14:86: 'output' is '1e3'; expected a plain number, e.g. 1.50",
                        "a.yaml:15:5: expected a mapping with the keys vendor, model, region, from, to, input,"
                                + " cacheRead, cacheWrite, cacheWriteHour, output, reasoning, perRequest, perToolCall,"
                                + " training, above, batch, flex, priority, kind, source",
                        "a.yaml:16:11: 'machines' is not a list");
    }

    @Test
    void overlappingPeriodsAreAMistakeAlsoAcrossBooks() throws IOException {
        Files.writeString(
                folder.resolve("b.yaml"),
                HEAD + "models:\n- { vendor: openai, model: m, from: 2023-02-01, input: 1, output: 1, source: s }\n");
        assertThat(problems(HEAD
                        + "models:\n"
                        + "- { vendor: openai, model: m, from: 2023-01-01, to: 2023-02-01, input: 1,"
                        + " output: 1, source: s }\n"))
                .containsExactly("b.yaml:6:3: a second price for openai m on 2023-02-01; the first one, at"
                        + " a.yaml:6:3, holds from 2023-01-01 to 2023-02-01");
    }

    @Test
    void whatIsNotABookIsSaid() throws IOException {
        assertThat(problems("")).containsExactly("a.yaml:1:1: the file is empty; expected a price book");
        assertThat(problems("a: [1\nb: 2"))
                .singleElement()
                .asString()
                .startsWith("a.yaml:2:")
                .contains("not YAML");
        assertThat(problems("[]"))
                .contains("a.yaml:1:1: expected a mapping with the keys prices, title, currency, retrieved, kind,"
                        + " models, machines");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatExceptionOfType(PriceBookException.class)
                .isThrownBy(() -> PriceBooks.load(empty))
                .withMessage(empty + ":1:1: no price books here; expected *.yaml");
        assertThatExceptionOfType(PriceBookException.class)
                .isThrownBy(() -> PriceBooks.load(folder.resolve("nowhere")))
                .withMessageContaining("not a folder that can be read");
    }

    private PriceBooks books(String text) throws Exception {
        Files.writeString(folder.resolve("a.yaml"), text);
        return PriceBooks.load(folder);
    }

    private List<String> problems(String text) throws IOException {
        Files.writeString(folder.resolve("a.yaml"), text);
        return catchThrowableOfType(PriceBookException.class, () -> PriceBooks.load(folder))
                .problems();
    }

    private static void assertMissing(PriceBooks books, ArmFacts arm, String message) {
        assertThatExceptionOfType(PriceMissingException.class)
                .isThrownBy(() -> books.quote(arm, LocalDate.parse("2026-11-22")))
                .withMessage(message);
    }

    private static ArmFacts arm(String vendor, String model, @Nullable String machine) {
        return new ArmFacts("a", "A", vendor, model, null, null, null, machine, 1);
    }

    private static final String TIERED = """
        prices: 1
        title: Tiers
        currency: USD
        retrieved: 2026-11-22
        kind: feed
        models:
          - vendor: openai
            model: gpt-5.4
            from: 2026-07-24
            input: 2.5
            output: 15
            cacheWriteHour: 4
            perRequest: 0.01
            above: [ { tokens: "> 272000", input: 5, output: 22.5 }, { tokens: ">=500000", counts: uncached, input: 7, output: 30 } ]
            flex: { input: 1.25, output: 7.5, above: [ { tokens: "> 272000", input: 2.5, output: 11.25 } ] }
            source: "a table"
          - { vendor: openai, model: gpt-5.4, region: eu, from: 2026-07-24, input: 2.75, output: 16.5, source: "a table" }
        """;

    @Test
    void tiersBandsRegionsAndFeesAreRead() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), TIERED);
        PriceBooks books = PriceBooks.load(folder);
        PriceQuote quote = books.quote(arm("openai", "gpt-5.4"), LocalDate.parse("2026-11-22"));
        assertThat(quote.terms().kind()).isEqualTo(PriceTerms.Kind.FEED);
        assertThat(quote.terms().perRequest()).isEqualByComparingTo("0.01");
        assertThat(input(quote, ServiceTier.STANDARD, 272_000, 0)).isEqualByComparingTo("2.5");
        assertThat(input(quote, ServiceTier.STANDARD, 272_001, 0)).isEqualByComparingTo("5");
        assertThat(input(quote, ServiceTier.STANDARD, 499_999, 1_000)).isEqualByComparingTo("5");
        assertThat(input(quote, ServiceTier.STANDARD, 500_000, 0)).isEqualByComparingTo("7");
        assertThat(input(quote, ServiceTier.FLEX, 272_001, 0)).isEqualByComparingTo("2.5");
        assertThat(quote.prices(ServiceTier.PRIORITY, new TokenUsage(1, 0, 0, 0, 0, false)))
                .isEmpty();
        assertThat(books.quote(arm("openai", "gpt-5.4"), "openai", "eu", LocalDate.parse("2026-11-22"))
                        .inputPerMillion())
                .isEqualByComparingTo("2.75");
    }

    private static @Nullable BigDecimal input(PriceQuote quote, ServiceTier tier, long input, long cached) {
        return quote.prices(tier, new TokenUsage(input, cached, 0, 0, 0, false))
                .orElseThrow()
                .input();
    }

    @Test
    void onesOwnPriceGoesBeforeTheListPriceWhileItHolds() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), TIERED);
        Files.createDirectory(folder.resolve(PriceBooks.OWN));
        Files.writeString(folder.resolve(PriceBooks.OWN).resolve("mine.yaml"), """
            prices: 1
            title: Negotiated
            currency: USD
            retrieved: 2026-09-01
            models:
              - { vendor: openai, model: gpt-5.4, from: 2026-09-01, to: 2026-12-31, input: 2, output: 12, source: "contract 4711" }
            """);
        PriceBooks books = PriceBooks.load(folder);
        PriceQuote own = books.quote(arm("openai", "gpt-5.4"), LocalDate.parse("2026-11-22"));
        assertThat(own.inputPerMillion()).isEqualByComparingTo("2");
        assertThat(own.terms().kind()).isEqualTo(PriceTerms.Kind.USER);
        assertThat(books.quote(arm("openai", "gpt-5.4"), LocalDate.parse("2026-08-01"))
                        .inputPerMillion())
                .isEqualByComparingTo("2.5");
    }

    @Test
    void aPriceOfSomeRegionsOnlyIsNotGuessed() throws Exception {
        Files.writeString(
                folder.resolve("a.yaml"),
                TIERED.substring(0, TIERED.indexOf("  - vendor:")) + TIERED.substring(TIERED.indexOf("  - { vendor")));
        PriceBooks books = PriceBooks.load(folder);
        assertThatThrownBy(() -> books.quote(arm("openai", "gpt-5.4"), LocalDate.parse("2026-11-22")))
                .hasMessage("no price for openai gpt-5.4 without a region: known for eu");
    }

    @Test
    void mistakesInTiersAndBandsAreReported() throws Exception {
        Files.writeString(
                folder.resolve("a.yaml"),
                TIERED.replace("\"> 272000\", input: 5,", "more, input: 5,")
                        .replace("{ input: 1.25, output: 7.5,", "{ input: 1.25,")
                        .replace("kind: feed", "kind: rumour")
                        .replace("counts: uncached", "counts: some"));
        assertThatThrownBy(() -> PriceBooks.load(folder))
                .isInstanceOfSatisfying(
                        PriceBookException.class,
                        mistakes -> assertThat(mistakes.problems())
                                .hasSize(4)
                                .anyMatch(line -> line.contains("'kind' is 'rumour'; expected one of"))
                                .anyMatch(line -> line.contains("'tokens' is 'more'; expected > or >= and a number"))
                                .anyMatch(line -> line.contains("'output' is missing"))
                                .anyMatch(line -> line.contains("'counts' is 'some'; expected one of")));
    }

    private static ArmFacts arm(String vendor, String model) {
        return new ArmFacts("a", "A", vendor, model, null, null, null, null, 1);
    }
}

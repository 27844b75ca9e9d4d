package dev.taximeter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.taximeter.model.ArmFacts;
import dev.taximeter.model.PriceQuote;
import dev.taximeter.model.ServiceTier;
import dev.taximeter.model.TokenUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiteLlmTableTest {
    private static final LocalDate DAY = LocalDate.parse("2026-07-24");

    /** In the table's form, with figures of this test's own. */
    private static final String TABLE = """
        {
          "sample_spec": { "litellm_provider": "one of many", "input_cost_per_token": 0.0, "max_tokens": "a number" },
          "last_updated": "yesterday",
          "big": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-06,
            "output_cost_per_token": 1.5e-05, "cache_read_input_token_cost": 2.5e-07,
            "input_cost_per_token_above_272k_tokens": 5e-06, "output_cost_per_token_above_272k_tokens": 2.25e-05,
            "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 7.5e-06,
            "input_cost_per_token_priority": 5e-06, "output_cost_per_token_priority": 3e-05,
            "input_cost_per_token_above_272k_tokens_priority": 1e-05,
            "output_cost_per_token_above_272k_tokens_priority": 4.5e-05,
            "input_cost_per_token_flex": 1.25e-06 },
          "claude": { "litellm_provider": "anthropic", "mode": "chat", "input_cost_per_token": 3e-06,
            "output_cost_per_token": 1.5e-05, "cache_creation_input_token_cost": 3.75e-06,
            "cache_creation_input_token_cost_above_1hr": 6e-06, "output_cost_per_reasoning_token": 1e-05 },
          "azure/big": { "litellm_provider": "azure", "mode": "chat", "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05 },
          "azure/eu/big": { "litellm_provider": "azure", "mode": "chat", "input_cost_per_token": 2.75e-06, "output_cost_per_token": 1.1e-05 },
          "groq/openai/oss": { "litellm_provider": "groq", "mode": "chat", "input_cost_per_token": 7.5e-08, "output_cost_per_token": 3e-07 },
          "embed": { "litellm_provider": "openai", "mode": "embedding", "input_cost_per_token": 2e-08, "output_cost_per_token": 0.0 },
          "free": { "litellm_provider": "gemini", "mode": "chat", "input_cost_per_token": 0, "output_cost_per_token": 0 },
          "half": { "litellm_provider": "mistral", "mode": "chat", "input_cost_per_token": 1e-06 },
          "painter": { "litellm_provider": "openai", "mode": "image_generation", "output_cost_per_image": 0.04 },
          "elsewhere": { "litellm_provider": "somebody", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06 },
          "two words": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-06 }
        }
        """;

    @TempDir
    private Path folder;

    @Test
    void whatIsReadBecomesABookThatCanBeRead() throws Exception {
        PriceBooks books = imported(LiteLlmTable.read("table.json", TABLE));
        PriceQuote big = quote(books, "openai", "big");
        assertThat(big.inputPerMillion()).isEqualByComparingTo("2.5");
        assertThat(big.cacheReadPerMillion()).isEqualByComparingTo("0.25");
        assertThat(output(big, ServiceTier.STANDARD, 272_001)).isEqualByComparingTo("22.5");
        assertThat(output(big, ServiceTier.BATCH, 1)).isEqualByComparingTo("7.5");
        assertThat(output(big, ServiceTier.PRIORITY, 272_001)).isEqualByComparingTo("45");
        assertThat(big.prices(ServiceTier.FLEX, new TokenUsage(1, 0, 0, 0, 0, false)))
                .as("a tier without a price of output is none")
                .isEmpty();
        PriceQuote claude = quote(books, "anthropic", "claude");
        assertThat(claude.terms().hourCacheWritePerMillion()).isEqualByComparingTo("6");
        assertThat(claude.terms().reasoningPerMillion()).isEqualByComparingTo("10");
        assertThat(quote(books, "groq", "openai/oss").inputPerMillion()).isEqualByComparingTo("0.075");
        assertThat(quote(books, "azure-openai", "big").inputPerMillion()).isEqualByComparingTo("2.5");
        assertThat(books.quote(arm("azure-openai", "big"), "azure-openai", "eu", DAY)
                        .inputPerMillion())
                .isEqualByComparingTo("2.75");
    }

    @Test
    void trapsAreLeftOutAndCounted() throws PriceBookException {
        LiteLlmTable table = LiteLlmTable.read("table.json", TABLE);
        assertThat(table.lines()).hasSize(6);
        assertThat(table.leftOut())
                .containsEntry("no model", 2L)
                .containsEntry("a price of 0, which may well be an unknown one", 1L)
                .containsEntry("without a price of input or output", 1L)
                .containsEntry("not priced by the token of text", 1L)
                .containsEntry("of another vendor", 1L)
                .containsEntry("a name that is not understood", 1L);
    }

    @Test
    void whatIsNoTableIsSaid() {
        assertThatThrownBy(() -> LiteLlmTable.read("t.json", "[]")).isInstanceOf(PriceBookException.class);
        assertThatThrownBy(() -> LiteLlmTable.read("t.json", "{")).isInstanceOf(PriceBookException.class);
    }

    /** With -Dtaximeter.prices=FILE, the public table of some day. */
    @Test
    void thePublicTableIsRead() throws Exception {
        String file = System.getProperty("taximeter.prices", "");
        assumeTrue(!file.isEmpty(), "no public table given with -Dtaximeter.prices=FILE");
        LiteLlmTable table = LiteLlmTable.read(file, Files.readString(Path.of(file)));
        System.out.println(table.lines().size() + " prices; left out " + table.leftOut());
        PriceBooks books = imported(table);
        assertThat(books.listings()).hasSizeGreaterThan(200);
    }

    private PriceBooks imported(LiteLlmTable table) throws IOException, PriceBookException {
        Files.writeString(
                folder.resolve("a.yaml"), PriceBookText.of("A \"table\"", DAY, DAY, "somewhere", table.lines()));
        return PriceBooks.load(folder);
    }

    private static java.math.BigDecimal output(PriceQuote quote, ServiceTier tier, long input) {
        return java.util.Objects.requireNonNull(quote.prices(tier, new TokenUsage(input, 0, 0, 0, 0, false))
                .orElseThrow()
                .output());
    }

    private static PriceQuote quote(PriceBooks books, String vendor, String model) throws PriceMissingException {
        return books.quote(arm(vendor, model), DAY);
    }

    private static ArmFacts arm(String vendor, String model) {
        return new ArmFacts("a", "A", vendor, model, null, null, null, null, 1);
    }
}

package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price books as a user asks for them. */
final class PricesEndToEndTest {
    @TempDir
    private Path folder;

    @Test
    void aModelsPriceIsShownWithItsSource() throws Exception {
        assertThat(taximeter(ExitCodes.OK, "prices", "show", "openai/gpt-4", "--date", "2023-06-20"))
                .contains("openai gpt-4, from 2023-06-01 to 2024-01-30", "input 30, output 60 USD", "FLAML")
                .doesNotContain("azure");
    }

    @Test
    void anUnknownModelIsAMistakeWithCandidates() throws Exception {
        assertThat(taximeter(ExitCodes.USAGE, "prices", "show", "gpt-5.44"))
                .contains("no price of gpt-5.44; did you mean gpt-5.4");
        assertThat(taximeter(ExitCodes.USAGE, "prices", "show", "gpt-4", "--date", "2025-01-01"))
                .contains("no price of gpt-4 on 2025-01-01; known")
                .contains("2023-06-01");
    }

    @Test
    void theListIsThatOfADay() throws Exception {
        assertThat(taximeter(ExitCodes.OK, "prices", "list", "--vendor", "openai", "--date", "2023-06-20"))
                .contains("text-davinci-003")
                .doesNotContain("gpt-4o");
    }

    @Test
    void anImportedTableIsABookThatPassesTheCheck() throws Exception {
        Path table = Files.writeString(folder.resolve("table.json"), """
            { "sample_spec": { "max_tokens": "a number" },
              "m": { "litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06 } }
            """);
        Path books = Files.createDirectory(folder.resolve("books"));
        Path book = books.resolve("new.yaml");
        String[] command = {"prices", "import", table.toString(), "--as-of", "2026-07-24", "--out", book.toString()};
        assertThat(taximeter(ExitCodes.OK, command)).contains("1 prices written", "left out: 1, no model");
        assertThat(taximeter(ExitCodes.OK, "prices", "check", books.toString())).contains("1 prices, no mistake");
        assertThat(taximeter(ExitCodes.USAGE, command)).contains("exists");
    }

    private String taximeter(int exitCode, String... arguments) throws Exception {
        try (TaximeterProcess process = TaximeterProcess.start(folder, Map.of(), arguments)) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(exitCode);
            return process.output();
        }
    }
}

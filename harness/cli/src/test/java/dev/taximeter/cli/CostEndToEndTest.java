package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a measured run costs, at its own prices and at those of another day, as a user asks. */
final class CostEndToEndTest {
    private static final Set<Integer> REPORTED = Set.of(ExitCodes.OK, ExitCodes.INVALID);

    @TempDir
    private static Path folder;

    private static Path run;

    /** A short run at the prices of June 2023: 1.5 USD a million input tokens, 2 of output. */
    @BeforeAll
    static void measure() throws Exception {
        Path runs = folder.resolve("runs");
        Path scenarios = Repository.root().resolve("scenarios");
        for (String file : new String[] {"profiles/calibration.yaml", "prompts/support.jsonl"}) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(scenarios.resolve(file), folder.resolve(file));
        }
        Path scenario = Files.writeString(folder.resolve("priced.yaml"), """
            taximeter: 1
            arms:
              gpt: { provider: openai, model: gpt-3.5-turbo, emulated: profiles/calibration.yaml }
            workload: { task: chat, prompts: prompts/support.jsonl, maxOutputTokens: 20 }
            prices: 2023-06-20
            load: { open: { rate: 100/s }, warmUp: 10 requests, measure: 60 requests }
            """);
        taximeter(REPORTED, "run", scenario.toString(), "--out", runs.toString());
        run = TaximeterProcess.onlyRunIn(runs);
    }

    @Test
    void aReportMayTakeThePricesOfAnotherDayAndTheRunKeepsItsOwn() throws Exception {
        taximeter(REPORTED, "report", run.toString());
        double own = perThousand();
        taximeter(REPORTED, "report", "--prices-of", "2026-11-01", run.toString());
        double cheaper = perThousand();
        taximeter(REPORTED, "report", run.toString());

        assertThat(cheaper).isPositive().isLessThan(own);
        assertThat(perThousand()).isEqualTo(own);
    }

    @Test
    void aDayWithoutAPriceGivesNoCostAndSaysSo() throws Exception {
        String output = taximeter(REPORTED, "report", "--prices-of", "2025-01-01", run.toString());
        assertThat(output.replaceAll("\\s+", " ")).contains("no price for openai gpt-3.5-turbo on 2025-01-01");
        assertThat(arm().at("/cost/perThousand").isMissingNode()).isTrue();
    }

    @Test
    void aMonthIsToldOnTheConsoleAndOnAPageWhereItIsWanted() throws Exception {
        Path out = Files.createDirectory(folder.resolve("pages"));
        String output = taximeter(
                Set.of(ExitCodes.OK), "cost", run.toString(), "--monthly", "3000000", "--out", out.toString());
        assertThat(output).contains("EMULATED", "a month of 3\u202f000\u202f000 requests");
        assertThat(Files.readString(out.resolve("cost.html"))).contains("EMULATED", "<svg");
        assertThat(run.resolve("cost.html")).doesNotExist();
    }

    @Test
    void whatIsNoRunAndUnitsForNoArmAreRefused() throws Exception {
        assertThat(taximeter(Set.of(ExitCodes.USAGE), "cost", folder.toString()))
                .contains("manifest.json");
        String[] units = {"cost", run.toString(), "--ptu", "gtp", "--ptu-hour", "1", "--ptu-tokens", "2500"};
        assertThat(taximeter(Set.of(ExitCodes.USAGE), units)).contains("no arm gtp in this run; it has gpt");
    }

    private static double perThousand() throws Exception {
        return arm().at("/cost/perThousand/value").asDouble(0);
    }

    private static JsonNode arm() throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readString(run.resolve("summary.json")))
                .at("/arms/0");
    }

    private static String taximeter(Set<Integer> exitCodes, String... arguments) throws Exception {
        try (TaximeterProcess process = TaximeterProcess.start(folder, Map.of(), arguments)) {
            assertThat(process.exitCode()).as(process.output()).isIn(exitCodes);
            return process.output();
        }
    }
}

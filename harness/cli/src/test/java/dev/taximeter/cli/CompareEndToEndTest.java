package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From two emulated arms, of which one takes ten times as long, to exit codes and files: what a busy machine adds decides nothing. */
final class CompareEndToEndTest {
    @TempDir
    private static Path folder;

    private static Path run;

    @BeforeAll
    static void playOnce() throws Exception {
        profile("steady.yaml", "40ms");
        profile("slow.yaml", "400ms");
        Files.writeString(folder.resolve("prompts.txt"), "How are you?\nWhere is my parcel?\n");
        Path scenario = Files.writeString(folder.resolve("two.yaml"), """
            taximeter: 1
            arms:
              quick: { provider: openai, model: gpt-3.5-turbo, emulated: steady.yaml }
              slow: { provider: openai, model: gpt-3.5-turbo, emulated: slow.yaml }
            workload: { task: chat, prompts: prompts.txt, maxOutputTokens: 8 }
            load:
              open: { rate: 80/s }
              warmUp: 10 requests
              measure: 400 requests
            order: side-by-side
            """);
        Path runs = Files.createDirectory(folder.resolve("runs"));
        try (TaximeterProcess played =
                TaximeterProcess.start(folder, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            // A busy machine makes a run invalid; what was measured can be compared all the same.
            assertThat(played.exitCode()).as(played.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
        }
        try (Stream<Path> folders = Files.list(runs)) {
            run = folders.findFirst().orElseThrow();
        }
    }

    private static void profile(String name, String ttft) throws IOException {
        Files.writeString(folder.resolve(name), """
            profile: 1
            dialect: openai-chat
            description: a steady vendor
            source: "assumption: made for a test"
            ttft: { lognormal: { min: 0ms, median: %s, sigma: 0.3, max: 2s } }
            gap: { constant: 1ms }
            accuracy: 100%%
            reply: one two three four
            """.formatted(ttft));
    }

    @Test
    void aSlowerArmIsWorseAndSaysSoInEveryFormat() throws Exception {
        Path out = folder.resolve("worse");
        try (TaximeterProcess compared =
                TaximeterProcess.start(folder, Map.of(), "compare", run.toString(), "--out", out.toString())) {
            assertThat(compared.exitCode()).as(compared.output()).isEqualTo(ExitCodes.WORSE);
            assertThat(compared.output()).contains("is worse: Response time, p50", "EMULATED");
        }
        assertThat(out.resolve("quick-comparison.html")).content().contains("EMULATED", "<svg");
        assertThat(out.resolve("quick-comparison.md")).content().contains("Response time, p50");
        assertThat(out.resolve("quick-comparison.json")).content().contains("\"Regressed\"");
    }

    @Test
    void whatTheArmsCostGoesIntoAPageWithCharts() throws Exception {
        Path out = folder.resolve("cost");
        try (TaximeterProcess priced = TaximeterProcess.start(
                folder,
                Map.of(),
                "cost",
                run.toString(),
                "--out",
                out.toString(),
                "--ptu=slow",
                "--ptu-hour=0.01",
                "--ptu-tokens=2500")) {
            assertThat(priced.exitCode()).as(priced.output()).isZero();
            assertThat(priced.output()).contains("Report: " + out.resolve("cost.html"));
        }
        assertThat(out.resolve("cost.html"))
                .content()
                .contains("EMULATED", "Cost of a month by its volume", "PTU for slow", "<svg");
    }

    @Test
    void theOtherWayRoundItIsBetter() throws Exception {
        try (TaximeterProcess compared = TaximeterProcess.start(
                folder,
                Map.of(),
                "compare",
                run + ":slow",
                run + ":quick",
                "--out",
                folder.resolve("better").toString())) {
            // On a busy machine a tail may be undecided.
            assertThat(compared.exitCode()).as(compared.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
            assertThat(compared.output()).contains("is better: Response time, p50");
        }
    }

    @Test
    void whatIsNoRunOrNoArmIsTheUsersToMend() throws Exception {
        try (TaximeterProcess compared =
                TaximeterProcess.start(folder, Map.of(), "compare", run + ":azure", run + ":slow")) {
            assertThat(compared.exitCode()).isEqualTo(ExitCodes.USAGE);
            assertThat(compared.output()).contains("has no arm azure; its arms are quick, slow");
        }
        try (TaximeterProcess compared = TaximeterProcess.start(folder, Map.of(), "compare", folder.toString())) {
            assertThat(compared.exitCode()).isEqualTo(ExitCodes.USAGE);
        }
    }

    @Test
    void aMissedObjectiveDecidesTheExitCodeAndStandsInTheReports() throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("objectives.yaml"), Files.readString(folder.resolve("two.yaml")) + """
                    objectives:
                      - response.p50 < 5s
                      - response.p50 < 1ms
                    """);
        Path runs = Files.createDirectory(folder.resolve("judged"));
        try (TaximeterProcess played =
                TaximeterProcess.start(folder, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            assertThat(played.exitCode()).as(played.output()).isEqualTo(ExitCodes.WORSE);
            assertThat(played.output()).contains("response.p50 < 5s", "PASS", "response.p50 < 1ms", "FAIL");
        }
        try (Stream<Path> folders = Files.list(runs)) {
            assertThat(folders.findFirst().orElseThrow().resolve("manifest.json"))
                    .content()
                    .contains("response.p50 < 1ms");
        }
    }
}

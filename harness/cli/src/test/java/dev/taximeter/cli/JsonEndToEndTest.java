package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.BrokenAnswer;
import dev.taximeter.archive.RunArchive;
import dev.taximeter.model.Phase;
import dev.taximeter.model.Sample;
import dev.taximeter.model.Soundness;
import dev.taximeter.summary.ArmSummary;
import dev.taximeter.summary.JsonShares;
import dev.taximeter.summary.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON asked for in every way, of servers of several vendors; what broke is asked again with another prompt. */
final class JsonEndToEndTest {
    private static final List<String> SOUND = List.of("words", "object", "strict", "tool", "claude", "vllm", "gemini");

    @TempDir
    private static Path folder;

    private static Path first;

    @BeforeAll
    static void playOnce() throws Exception {
        profile("openai.yaml", "openai-chat", "");
        profile("claude.yaml", "anthropic-messages", "");
        profile("vllm.yaml", "vllm-chat", "");
        profile("gemini.yaml", "gemini", "");
        profile("careless.yaml", "openai-chat", """
            json:
              prose: 60%
              versions:
                "Nothing but JSON":
                  prose: 0%
            """);
        Files.writeString(folder.resolve("careless.txt"), "Give the city.");
        Files.writeString(folder.resolve("strict.txt"), "Give the city. Nothing but JSON, please.");
        Files.writeString(folder.resolve("city.schema.json"), """
            {"type":"object","required":["city"],"properties":{"city":{"type":"string"}}}
            """);
        Files.writeString(
                folder.resolve("cases.csv"),
                Stream.of("Oslo", "Bergen", "Moss", "Lom", "Hamar", "Molde", "Narvik", "Voss")
                        .map(city -> "%s,A room in %s please,%s".formatted(city, city, city))
                        .collect(Collectors.joining("\n", "id,input,field:city\n", "\n")));
        first = play(Files.writeString(folder.resolve("forms.yaml"), scenario("careless.txt")), "first");
    }

    @Test
    void everyWayOfAskingBringsTheJsonThatWasAskedFor() throws Exception {
        RunArchive archive = RunArchive.open(first);
        Map<String, List<Sample>> measured = archive.samples().stream()
                .filter(sample -> sample.phase() == Phase.MEASURE)
                .collect(Collectors.groupingBy(Sample::arm));
        RunSummary summary = Analysis.of(archive).summary();
        for (String arm : SOUND) {
            assertThat(measured.get(arm))
                    .as(arm)
                    .hasSize(16)
                    .allMatch(sample -> sample.outcome().isOk());
            JsonShares json = json(summary, arm);
            assertThat(Objects.requireNonNull(json.share(Soundness.VALID)).value())
                    .as(arm)
                    .isEqualTo(1.0);
            assertThat(Objects.requireNonNull(arm(summary, arm).accuracy())
                            .inScope()
                            .value())
                    .as(arm)
                    .isEqualTo(1.0);
        }
    }

    @Test
    void whatBrokeIsAskedAgainOfAnotherPromptAndTheReportSaysByHowMuchItIsBetter() throws Exception {
        List<BrokenAnswer> broken = RunArchive.open(first).broken();
        assertThat(broken).isNotEmpty().allMatch(answer -> answer.arm().equals("careless"));
        Path scenario = Files.writeString(folder.resolve("again.yaml"), scenario("strict.txt"));
        Path second = play(scenario, "second", "--replay-errors", first.toString());

        RunArchive archive = RunArchive.open(second);
        assertThat(archive.samples().stream().map(Sample::promptId).collect(Collectors.toSet()))
                .isEqualTo(broken.stream().map(answer -> answer.prompt().id()).collect(Collectors.toSet()));
        JsonShares json = json(Analysis.of(archive).summary(), "careless");
        assertThat(Objects.requireNonNull(json.share(Soundness.VALID)).value()).isEqualTo(1.0);
        assertThat(second.resolve("report.md"))
                .content()
                .contains(RunArchive.open(first).manifest().id());
    }

    private static JsonShares json(RunSummary summary, String arm) {
        return Objects.requireNonNull(arm(summary, arm).json(), arm);
    }

    private static ArmSummary arm(RunSummary summary, String name) {
        return summary.arms().stream()
                .filter(arm -> arm.arm().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Path play(Path scenario, String name, String... options) throws Exception {
        Path out = Files.createDirectory(folder.resolve(name));
        String[] command = Stream.concat(
                        Stream.of("run", scenario.toString(), "--out", out.toString()), Stream.of(options))
                .toArray(String[]::new);
        try (TaximeterProcess played = TaximeterProcess.start(folder, Map.of(), command)) {
            // A busy machine spoils the times, which are not what is tested here.
            assertThat(played.exitCode()).as(played.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
        }
        try (Stream<Path> folders = Files.list(out)) {
            return folders.findFirst().orElseThrow();
        }
    }

    private static String scenario(String instructions) {
        return """
            taximeter: 1
            arms:
              words: { provider: openai, model: gpt-4o-mini, emulated: openai.yaml }
              object: { provider: openai, model: gpt-4o-mini, emulated: openai.yaml, format: json_object }
              strict: { provider: openai, model: gpt-4o-mini, emulated: openai.yaml, format: json_schema }
              tool: { provider: openai, model: gpt-4o-mini, emulated: openai.yaml, format: tool_call }
              claude: { provider: anthropic, model: claude-haiku-4-5, emulated: claude.yaml, format: tool_call }
              vllm: { provider: vllm, model: llama-3, emulated: vllm.yaml, format: json_schema }
              gemini: { provider: gemini, model: gemini-2.5-flash, emulated: gemini.yaml, format: json_schema }
              careless: { provider: openai, model: gpt-4o-mini, emulated: careless.yaml, instructions: %s }
            workload: { task: json, schema: city.schema.json, cases: cases.csv, maxOutputTokens: 40 }
            load:
              open: { rate: 6/s }
              warmUp: 8 requests
              measure: 16 requests
            order: side-by-side
            """.formatted(instructions);
    }

    private static void profile(String name, String dialect, String json) throws IOException {
        Files.writeString(folder.resolve(name), """
            profile: 1
            dialect: %s
            description: a steady vendor
            source: "assumption: made for a test"
            ttft: { constant: 5ms }
            gap: { constant: 1ms }
            accuracy: 100%%
            reply: one two three four
            %s\
            """.formatted(dialect, json));
    }
}

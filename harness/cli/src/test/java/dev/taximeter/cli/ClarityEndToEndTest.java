package dev.taximeter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taximeter.archive.RunFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Intents of which two say the same get in each other's way, and only those. */
final class ClarityEndToEndTest {
    /** The first two are one intent that somebody split in two. */
    private static final Map<String, List<String>> UTTERANCES = Map.of(
            "cancel_order", orders("cancel my order", "please cancel the order", "i want to cancel an order"),
            "stop_order", orders("cancel the order please", "i would like to cancel my order", "cancel order"),
            "weather",
                    List.of(
                            "will it rain tomorrow",
                            "what is the weather in Oslo",
                            "how cold does it get tonight",
                            "is it sunny outside",
                            "weather forecast for the weekend",
                            "do i need an umbrella today"));

    @TempDir
    private Path folder;

    private static List<String> orders(String... ways) {
        return Stream.of(ways)
                .flatMap(way -> Stream.of(way, way + " now", way + " from yesterday", way + " of shoes"))
                .toList();
    }

    @Test
    void anIntentThatWasSplitInTwoIsFoundByARunAndByTheCommand() throws Exception {
        Path data = Files.writeString(
                folder.resolve("intents.csv"),
                UTTERANCES.entrySet().stream()
                        .flatMap(intent -> intent.getValue().stream().map(said -> said + "," + intent.getKey()))
                        .collect(Collectors.joining("\n", "text,intent\n", "\n")));
        Path scenario = Files.writeString(folder.resolve("clarity.yaml"), """
            taximeter: 1
            arms:
              minilm: { provider: nlu }
            workload: { task: clarity, data: intents.csv }
            load: { closed: { users: 1 }, warmUp: 10 requests, measure: 30 requests }
            """);
        Path runs = folder.resolve("runs");
        try (TaximeterProcess process =
                TaximeterProcess.start(folder, Map.of(), "run", scenario.toString(), "--out", runs.toString())) {
            assertThat(process.exitCode()).as(process.output()).isIn(ExitCodes.OK, ExitCodes.INVALID);
        }
        RunFiles files = RunFiles.in(TaximeterProcess.onlyRunIn(runs));
        JsonNode clarity =
                new JsonMapper().readTree(Files.readString(files.summaryJson())).at("/arms/0/clarity");
        assertThat(clarity.at("/clarity/n").asInt()).isEqualTo(30);
        assertThat(clarity.path("intents")).hasSize(3);
        assertThat(clarity.path("contacts")
                        .valueStream()
                        .filter(pair -> pair.path("conflict").asBoolean()))
                .singleElement()
                .returns("cancel_order", pair -> pair.path("one").asString())
                .returns("stop_order", pair -> pair.path("other").asString());
        assertThat(Files.readString(files.reportHtml())).contains("Intents in each other", "cancel_order, stop_order");

        try (TaximeterProcess process =
                TaximeterProcess.start(folder, Map.of(), "nlu", "clarity", "--data", data.toString())) {
            assertThat(process.exitCode()).as(process.output()).isEqualTo(ExitCodes.OK);
            assertThat(process.output()).contains("in each other's way:", "cancel_order and stop_order: ");
        }
    }
}
